// Read from the cache and written to it with both lifetimes: all of it beside input_tokens.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.caching,
  read,
  request: post({
    model: 'claude-haiku-4-5',
    max_tokens: 64,
    system: [
      { type: 'text', text: 'The long rules of the house.', cache_control: { type: 'ephemeral', ttl: '1h' } },
      { type: 'text', text: 'Those of today.', cache_control: { type: 'ephemeral' } },
    ],
    messages: [{ role: 'user', content: 'May I smoke?' }],
  }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01CacheCacheCacheCacheCa',
      content: [{ type: 'text', text: 'Not inside.', citations: null }],
      stop_reason: 'end_turn',
      usage: usageOf({
        input_tokens: 12,
        cache_read_input_tokens: 4096,
        cache_creation_input_tokens: 700,
        cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 500 },
        output_tokens: 6,
      }),
    }),
  },
  expected: answers({
    text: 'Not inside.',
    usage: { meters: { input: 12, cached_input: 4096, cache_write_5m: 200, cache_write_1h: 500, output: 6 }, inputTokens: 4808, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
