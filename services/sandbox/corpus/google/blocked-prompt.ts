// The prompt itself was turned away: no candidate, but a reason beside it.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens } from './parts.js';

export const blockedPrompt: Exchange = {
  name: 'blocked-prompt',
  source: pages.safety,
  read,
  request: post({ contents: asks('Something that it will not read.'), generationConfig: { maxOutputTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 9, totalTokenCount: 9, promptTokensDetails: textTokens(9) },
    }),
  },
  expected: answers({
    usage: { meters: { input: 9, output: 0 }, inputTokens: 9, outputTokens: 0 },
    finish: { unified: 'content_filter', raw: 'PROHIBITED_CONTENT' },
  }),
};
