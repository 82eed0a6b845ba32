// A count of nothing is left out: with the whole prompt still in memory, how long it was is not said, and so not known.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read } from './parts.js';

export const cachedUsage: Exchange = {
  name: 'cached-usage',
  source: pages.types,
  read,
  request: post({ model: 'llama3.2', stream: false, messages: [{ role: 'user', content: 'Name a valley.' }], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ content: 'Safiental.' }, countsOf({ input: undefined, output: 5 })),
  },
  expected: answers({
    text: 'Safiental.',
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
