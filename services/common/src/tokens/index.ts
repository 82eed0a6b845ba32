// How many tokens a prompt has: a bound that a bill cannot exceed, and a cheap guess for show. Pure.
export { estimatePromptTokens, estimateTextTokens } from './estimate.js';
export { inputTokensBound } from './input-bound.js';
export type { InputBound, TokenCounting } from './input-bound.js';
export type { Prompt, PromptMessage, PromptPart, PromptTool } from './prompt.js';
