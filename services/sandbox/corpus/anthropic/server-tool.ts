// The vendor searched by itself: its blocks are no words of the answer, and each search is billed by itself.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf } from './parts.js';

export const serverTool: Exchange = {
  name: 'server-tool',
  source: pages.message,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 256, tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 1 }], messages: [{ role: 'user', content: 'What is new in Bern?' }] }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01SearchSearchSearchSear',
      content: [
        { type: 'server_tool_use', id: 'srvtoolu_01SearchSearchSearchS', name: 'web_search', input: { query: 'Bern' }, caller: { type: 'direct' } },
        { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_01SearchSearchSearchS', content: [{ type: 'web_search_result', url: 'https://example.com/bern', title: 'Bern', encrypted_content: 'c2VhbGVk', page_age: null }], caller: { type: 'direct' } },
        { type: 'text', text: 'A new tram line.', citations: null },
      ],
      stop_reason: 'end_turn',
      usage: usageOf({ input_tokens: 1820, output_tokens: 44, server_tool_use: { web_search_requests: 1, web_fetch_requests: 0 } }),
    }),
  },
  expected: answers({
    text: 'A new tram line.',
    usage: { meters: { input: 1820, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 44, web_search_requests: 1 }, inputTokens: 1820, outputTokens: 44 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
