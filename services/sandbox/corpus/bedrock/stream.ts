// An ordinary answer as it comes: words do not announce their block, the reason ends the message, and the counts come after it.
import { answers, type Exchange } from '../exchange.js';
import { asks, frame, metrics, ofStream, pages, post, read } from './parts.js';

export const stream: Exchange = {
  name: 'stream',
  source: pages.converseStream,
  read,
  request: post({ messages: asks('Name a bridge.'), inferenceConfig: { maxTokens: 64 } }, { isStream: true }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'frames',
    frames: [
      frame('messageStart', { role: 'assistant' }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Ponte ' } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'dei Salti,\n' } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: '橋' } }),
      frame('contentBlockStop', { contentBlockIndex: 0 }),
      frame('messageStop', { stopReason: 'end_turn' }),
      frame('metadata', { metrics, usage: { inputTokens: 6, outputTokens: 9, totalTokens: 15, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 } }),
    ],
  },
  expected: answers({
    text: 'Ponte dei Salti,\n橋',
    usage: { meters: { input: 6, cached_input: 0, cache_write: 0, output: 9 }, inputTokens: 6, outputTokens: 9 },
    finish: { unified: 'stop', raw: 'end_turn' },
  }),
};
