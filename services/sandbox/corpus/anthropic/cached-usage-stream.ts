// The same in a stream: only the first event knows the lifetimes, only the last one the output.
import { answers, type Exchange } from '../exchange.js';
import { ended, named, ofStream, pages, post, read, started, usageOf } from './parts.js';

export const cachedUsageStream: Exchange = {
  name: 'cached-usage-stream',
  source: pages.caching,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 64, stream: true, system: [{ type: 'text', text: 'The long rules of the house.', cache_control: { type: 'ephemeral' } }], messages: [{ role: 'user', content: 'May I smoke?' }] }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      started('msg_01CacheStreamCacheStream', usageOf({ input_tokens: 9, cache_read_input_tokens: 1024, cache_creation_input_tokens: 300, cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 0 }, output_tokens: 2 })),
      named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: null } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Outside.' } }),
      named({ type: 'content_block_stop', index: 0 }),
      ...ended('end_turn', { output_tokens: 5 }),
    ],
  },
  expected: answers({
    text: 'Outside.',
    usage: { meters: { input: 9, cached_input: 1024, cache_write_5m: 300, cache_write_1h: 0, output: 5 }, inputTokens: 1333, outputTokens: 5 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
