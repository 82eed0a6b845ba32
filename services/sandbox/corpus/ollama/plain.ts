// An ordinary answer: counts stand on the answer itself.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.chat,
  read,
  request: post({ model: 'llama3.2', stream: false, messages: [{ role: 'user', content: 'Name a valley.' }], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ content: 'Val Bregaglia – Bergell. 🌄' }, countsOf({ input: 29, output: 12 })),
  },
  expected: answers({
    text: 'Val Bregaglia – Bergell. 🌄',
    usage: { meters: { input: 29, output: 12 }, inputTokens: 29, outputTokens: 12 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
