// Thinking as it comes, before the first word.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofStream, pages, piece, post, read } from './parts.js';

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.thinking,
  read,
  request: post({ model: 'qwen3', stream: true, messages: [{ role: 'user', content: 'Is 51 prime?' }], think: true, options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'lines',
    lines: [
      piece({ thinking: '51 = 3' }, 'qwen3'),
      piece({ thinking: ' × 17.' }, 'qwen3'),
      piece({ content: 'No' }, 'qwen3'),
      piece({ content: '.' }, 'qwen3'),
      last({}, countsOf({ input: 17, output: 22 }), 'qwen3'),
    ],
  },
  expected: answers({
    text: 'No.',
    reasoning: '51 = 3 × 17.',
    usage: { meters: { input: 17, output: 22 }, inputTokens: 17, outputTokens: 22 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
