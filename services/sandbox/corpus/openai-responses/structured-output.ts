// An answer that fits a schema is text like any other.
import { answers, type Exchange } from '../exchange.js';
import { answered, message, pages, post, read, response, usage } from './parts.js';

const format = {
  type: 'json_schema' as const, name: 'place', description: 'A city by a lake.', strict: true,
  schema: { type: 'object', properties: { city: { type: 'string' }, lake: { type: 'string' } }, required: ['city', 'lake'], additionalProperties: false },
};

export const structuredOutput: Exchange = {
  name: 'structured-output',
  source: pages.structured,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'A city and its lake.', text: { format }, max_output_tokens: 64, store: false }),
  response: answered(response({
    id: 'resp_a8Form00Form00Form00Form00Form00Form00Form00Fo',
    model: 'gpt-4.1-mini-2025-04-14',
    max_output_tokens: 64,
    text: { format, verbosity: 'medium' },
    output: [message('msg_a8Form00Form00Form00Form00Form00Form00Form00For', '{"city":"Zug","lake":"Zugersee"}')],
    usage: usage({ input: 47, output: 12 }),
  })),
  expected: answers({
    text: '{"city":"Zug","lake":"Zugersee"}',
    usage: { meters: { input: 47, cached_input: 0, cache_write: 0, output: 12, reasoning: 0 }, inputTokens: 47, outputTokens: 12 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
