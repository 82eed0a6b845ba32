// An answer that fits a schema is text like any other.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read } from './parts.js';

export const structuredOutput: Exchange = {
  name: 'structured-output',
  source: pages.structured,
  read,
  request: post({ model: 'llama3.2', stream: false, messages: [{ role: 'user', content: 'A city and its river.' }], format: { type: 'object', properties: { city: { type: 'string' }, river: { type: 'string' } }, required: ['city', 'river'] }, options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ content: '{"city":"Ilanz","river":"Rein Anteriur"}' }, countsOf({ input: 31, output: 15 })),
  },
  expected: answers({
    text: '{"city":"Ilanz","river":"Rein Anteriur"}',
    usage: { meters: { input: 31, output: 15 }, inputTokens: 31, outputTokens: 15 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
