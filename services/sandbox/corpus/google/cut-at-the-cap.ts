// Thoughts used the cap up before a word was said: there are no parts and no candidates to count.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.thinking,
  read,
  request: post({ contents: asks('Prove it.'), generationConfig: { maxOutputTokens: 32 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }],
      usageMetadata: { promptTokenCount: 4, totalTokenCount: 35, promptTokensDetails: textTokens(4), thoughtsTokenCount: 31 },
    }),
  },
  expected: answers({
    usage: { meters: { input: 4, output: 0, reasoning: 31 }, inputTokens: 4, outputTokens: 31 },
    finish: { unified: 'length', raw: 'MAX_TOKENS' },
  }),
};
