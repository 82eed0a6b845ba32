// An answer that fits a schema is text like any other.
import { answers, type Exchange } from '../exchange.js';
import { asks, ofJson, pages, post, read, responseOf, textTokens } from './parts.js';

export const structuredOutput: Exchange = {
  name: 'structured-output',
  source: pages.structured,
  read,
  request: post({
    contents: asks('A city and its river.'),
    generationConfig: { maxOutputTokens: 64, responseMimeType: 'application/json', responseJsonSchema: { type: 'object', properties: { city: { type: 'string' }, river: { type: 'string' } }, required: ['city', 'river'] } },
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: responseOf({
      candidates: [{ content: { parts: [{ text: '{"city":"Chur","river":"Rhein"}' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 12, totalTokenCount: 19, promptTokensDetails: textTokens(7) },
    }),
  },
  expected: answers({
    text: '{"city":"Chur","river":"Rhein"}',
    usage: { meters: { input: 7, output: 12 }, inputTokens: 7, outputTokens: 12 },
    finish: { unified: 'stop', raw: 'STOP' },
  }),
};
