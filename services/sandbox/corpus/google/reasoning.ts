// Thoughts in words, counted beside the candidates.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.thinking,
  read,
  request: post({ contents: asks('How many prime numbers are below 20?'), generationConfig: { maxOutputTokens: 2048, thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { parts: [{ text: '2, 3, 5, 7, 11, 13, 17, 19.', thought: true }, { text: 'Eight.', thoughtSignature: 'c2lnbmVk' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 2, totalTokenCount: 109, promptTokensDetails: textTokens(10), thoughtsTokenCount: 97, serviceTier: 'standard' },
    }),
  },
  expected: answers({
    text: 'Eight.',
    reasoning: '2, 3, 5, 7, 11, 13, 17, 19.',
    usage: { meters: { input: 10, output: 2, reasoning: 97 }, inputTokens: 10, outputTokens: 99 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
