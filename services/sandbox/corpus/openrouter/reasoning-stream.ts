// Reasoning as it comes, beside empty content.
import { answers, type Exchange } from '../exchange.js';
import { chunk, ended, ofStream, pages, post, processing, read, usageOf } from './parts.js';

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.reasoning,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Is 51 prime?' }], reasoning: { effort: 'low' }, max_tokens: 2048, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      processing,
      chunk({ reasoning: '51 = 3' }),
      chunk({ reasoning: ' × 17.' }),
      chunk({ content: 'No.' }),
      chunk({}, { finish: 'stop', native: 'completed' }),
      ...ended(usageOf(10, 29, { reasoning: 25 })),
    ],
  },
  expected: answers({
    text: 'No.',
    reasoning: '51 = 3 × 17.',
    usage: { meters: { input: 10, cached_input: 0, output: 4, reasoning: 25 }, inputTokens: 10, outputTokens: 29 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
