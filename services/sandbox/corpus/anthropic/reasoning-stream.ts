// Thinking as it comes: its signature is a piece of its own, at the end of the block.
import { answers, type Exchange } from '../exchange.js';
import { ended, named, ofStream, pages, ping, post, read, started, usageOf } from './parts.js';

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.thinking,
  read,
  request: post({ model: 'claude-haiku-4-5', max_tokens: 2048, stream: true, thinking: { type: 'enabled', budget_tokens: 1024 }, messages: [{ role: 'user', content: 'Is 51 prime?' }] }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      started('msg_01ThinkStreamThinkStream', usageOf({ input_tokens: 40, output_tokens: 4 })),
      named({ type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: '51 = 3' } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: ' × 17.' } }),
      named({ type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2lnbmVk' } }),
      named({ type: 'content_block_stop', index: 0 }),
      ping,
      named({ type: 'content_block_start', index: 1, content_block: { type: 'text', text: '', citations: null } }),
      named({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'No.' } }),
      named({ type: 'content_block_stop', index: 1 }),
      ...ended('end_turn', { input_tokens: 40, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 33, output_tokens_details: { thinking_tokens: 27 } }),
    ],
  },
  expected: answers({
    text: 'No.',
    reasoning: '51 = 3 × 17.',
    usage: { meters: { input: 40, cached_input: 0, cache_write_5m: 0, cache_write_1h: 0, output: 6, reasoning: 27 }, inputTokens: 40, outputTokens: 33 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
