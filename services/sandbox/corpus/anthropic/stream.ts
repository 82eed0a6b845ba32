// An ordinary answer as it comes. The first event knows the prompt, the last but one all counts, as totals.
import { answers, type Exchange } from '../exchange.js';
import { ended, named, ofStream, pages, ping, post, read, started, usageOf } from './parts.js';

export const stream: Exchange = {
  name: 'stream',
  source: pages.streaming,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: 'Name a lake.' }], stream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      started('msg_01StreamStreamStreamStre', usageOf({ input_tokens: 11, output_tokens: 1 })),
      ping,
      named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: null } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Lago ' } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Maggiore,\n' } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '湖 🛶' } }),
      named({ type: 'content_block_stop', index: 0 }),
      ...ended('end_turn', { input_tokens: 11, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 12 }),
    ],
  },
  expected: answers({
    text: 'Lago Maggiore,\n湖 🛶',
    usage: { meters: { input: 11, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 12 }, inputTokens: 11, outputTokens: 12 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
