// Thinking in words, with its signature, and a part that only the vendor can read; both are inside output_tokens.
import { answers, type Exchange } from '../exchange.js';
import { messageOf, ofJson, pages, post, read, usageOf } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.thinking,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 2048, thinking: { type: 'enabled', budget_tokens: 1024 }, messages: [{ role: 'user', content: 'How many prime numbers are below 20?' }] }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: messageOf({
      id: 'msg_01ThinkThinkThinkThinkTh',
      content: [
        { type: 'thinking', thinking: '2, 3, 5, 7, 11, 13, 17, 19.', signature: 'c2lnbmVk' },
        { type: 'redacted_thinking', data: 'c2VhbGVk' },
        { type: 'text', text: 'Eight.', citations: null },
      ],
      stop_reason: 'end_turn',
      usage: usageOf({ input_tokens: 46, output_tokens: 61, output_tokens_details: { thinking_tokens: 52 } }),
    }),
  },
  expected: answers({
    text: 'Eight.',
    reasoning: '2, 3, 5, 7, 11, 13, 17, 19.',
    usage: { meters: { input: 46, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 9, reasoning: 52 }, inputTokens: 46, outputTokens: 61 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
