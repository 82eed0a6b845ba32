// Thinking has a field of its own and no count of its own.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.thinking,
  read,
  request: post({ model: 'qwen3', stream: false, messages: [{ role: 'user', content: 'How many prime numbers are below 20?' }], think: true, options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ content: 'Eight.', thinking: '2, 3, 5, 7, 11, 13, 17, 19.' }, countsOf({ input: 20, output: 38 }), 'qwen3'),
  },
  expected: answers({
    text: 'Eight.',
    reasoning: '2, 3, 5, 7, 11, 13, 17, 19.',
    usage: { meters: { input: 20, output: 38 }, inputTokens: 20, outputTokens: 38 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
