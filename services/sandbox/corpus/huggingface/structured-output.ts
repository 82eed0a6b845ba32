// An answer that fits a schema is text like any other.
import { answers, type Exchange } from '../exchange.js';
import { asks, completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const structuredOutput: Exchange = {
  name: 'structured-output',
  source: pages.structured,
  read,
  request: post({
    model: 'openai/gpt-oss-20b',
    messages: asks('A lake and its depth.'),
    response_format: { type: 'json_schema', json_schema: { name: 'lake', strict: true, schema: { type: 'object', properties: { depth_m: { type: 'integer' } }, required: ['depth_m'], additionalProperties: false } } },
    max_tokens: 64,
  }),
  response: { status: 200, headers: ofJson, kind: 'json', body: completion({ content: '{"depth_m":372}' }, { usage: usageOf(64, 8) }) },
  expected: answers({
    text: '{"depth_m":372}',
    usage: { meters: { input: 64, output: 8 }, inputTokens: 64, outputTokens: 8 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
