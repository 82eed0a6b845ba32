// An answer that fits a schema is text like any other.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const structuredOutput: Exchange = {
  name: 'structured-output',
  source: pages.structured,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'A city and its river.' }], response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } } }, max_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: '{"city":"Brig"}' }, { usage: usageOf(31, 6) }),
  },
  expected: answers({
    text: '{"city":"Brig"}',
    usage: { meters: { input: 31, cached_input: 0, output: 6, reasoning: 0 }, inputTokens: 31, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
