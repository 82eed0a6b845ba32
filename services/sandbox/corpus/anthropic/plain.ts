// An ordinary answer.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.message,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 64, system: 'Answer in one sentence.', messages: [{ role: 'user', content: 'Name a lake.' }] }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01PlainPlainPlainPlainPl',
      content: [{ type: 'text', text: 'Lake Thun — Thunersee. ⛵', citations: null }],
      stop_reason: 'end_turn',
      usage: usageOf({ input_tokens: 23, output_tokens: 14 }),
    }),
  },
  expected: answers({
    text: 'Lake Thun — Thunersee. ⛵',
    usage: { meters: { input: 23, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 14 }, inputTokens: 23, outputTokens: 14 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
