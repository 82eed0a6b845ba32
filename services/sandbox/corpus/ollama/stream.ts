// An ordinary answer as it comes: a line of JSON per piece; the last one is empty, has the reason and all counts.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofStream, pages, piece, post, read } from './parts.js';

export const stream: Exchange = {
  name: 'stream',
  source: pages.streaming,
  read,
  request: post({ model: 'llama3.2', stream: true, messages: [{ role: 'user', content: 'Name a valley.' }], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'lines',
    lines: [
      piece({ content: 'Val' }),
      piece({ content: ' Müstair,\n' }),
      piece({ content: '🦌' }),
      last({}, countsOf({ input: 29, output: 10 })),
    ],
  },
  expected: answers({
    text: 'Val Müstair,\n🦌',
    usage: { meters: { input: 29, output: 10 }, inputTokens: 29, outputTokens: 10 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
