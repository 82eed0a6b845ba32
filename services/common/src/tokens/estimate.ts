// A cheap guess at a prompt's size, for display and rate limits. Never for holds: see input-bound.ts.
import { estimatedBytesPerToken } from './limits.js';
import { textsOf, type Prompt } from './prompt.js';

// Tokens of one text, bytes / 4 rounded up: 0 for an empty text.
export function estimateTextTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text, 'utf8') / estimatedBytesPerToken);
}

// Tokens of all text of a prompt. Images, audio and documents are not in it.
export function estimatePromptTokens(prompt: Prompt): number {
  let tokens = 0;
  for (const text of textsOf(prompt)) tokens += estimateTextTokens(text);
  return tokens;
}
