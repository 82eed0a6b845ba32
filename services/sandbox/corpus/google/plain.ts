// An ordinary answer.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.response,
  read,
  request: post({ contents: asks('Name a mountain.'), systemInstruction: { parts: [{ text: 'Answer in one sentence.' }] }, generationConfig: { maxOutputTokens: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { parts: [{ text: 'Piz Bernina, 4049 m ü. M. 🏔️' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 15, totalTokenCount: 27, promptTokensDetails: textTokens(12) },
    }),
  },
  expected: answers({
    text: 'Piz Bernina, 4049 m ü. M. 🏔️',
    usage: { meters: { input: 12, output: 15 }, inputTokens: 12, outputTokens: 15 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
