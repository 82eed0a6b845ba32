// Reasoning as it comes: its signature is a piece of its own.
import { answers, type Exchange } from '../exchange.js';
import { asks, frame, metrics, ofStream, pages, post, read } from './parts.js';

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.reasoning,
  read,
  request: post({ messages: asks('Is 51 prime?'), inferenceConfig: { maxTokens: 2048 }, additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'frames',
    frames: [
      frame('messageStart', { role: 'assistant' }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: '51 = 3' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: ' × 17.' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { signature: 'c2lnbmVk' } } }),
      frame('contentBlockStop', { contentBlockIndex: 0 }),
      frame('contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'No.' } }),
      frame('contentBlockStop', { contentBlockIndex: 1 }),
      frame('messageStop', { stopReason: 'end_turn' }),
      frame('metadata', { metrics, usage: { inputTokens: 40, outputTokens: 33, totalTokens: 73, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 } }),
    ],
  },
  expected: answers({
    text: 'No.',
    reasoning: '51 = 3 × 17.',
    usage: { meters: { input: 40, cached_input: 0, cache_write: 0, output: 33 }, inputTokens: 40, outputTokens: 33 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
