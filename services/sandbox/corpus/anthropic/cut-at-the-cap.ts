// The answer reached max_tokens.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.stopReasons,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 8, messages: [{ role: 'user', content: 'Count as far as you can.' }] }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01LengthLengthLengthLeng',
      content: [{ type: 'text', text: 'One, two, three,', citations: null }],
      stop_reason: 'max_tokens',
      usage: usageOf({ input_tokens: 14, output_tokens: 8 }),
    }),
  },
  expected: answers({
    text: 'One, two, three,',
    usage: { meters: { input: 14, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 8 }, inputTokens: 14, outputTokens: 8 },
    finish: { unified: 'length', raw: 'max_tokens' },
  }),
};
