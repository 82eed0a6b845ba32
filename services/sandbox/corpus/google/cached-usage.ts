// Most of the prompt came from the cache, inside promptTokenCount.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.caching,
  read,
  request: post({ contents: asks('May I smoke?'), cachedContent: 'cachedContents/house-rules', generationConfig: { maxOutputTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { parts: [{ text: 'Not inside.' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: 4120,
        candidatesTokenCount: 4,
        totalTokenCount: 4124,
        cachedContentTokenCount: 4096,
        promptTokensDetails: textTokens(4120),
        cacheTokensDetails: textTokens(4096),
        serviceTier: 'standard',
      },
    }),
  },
  expected: answers({
    text: 'Not inside.',
    usage: { meters: { input: 24, cached_input: 4096, output: 4 }, inputTokens: 4120, outputTokens: 4 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
