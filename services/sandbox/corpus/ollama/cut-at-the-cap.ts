// The answer reached num_predict.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.chat,
  read,
  request: post({ model: 'llama3.2', stream: false, messages: [{ role: 'user', content: 'Count as far as you can.' }], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ content: 'One, two, three, four' }, countsOf({ input: 30, output: 64, reason: 'length' })),
  },
  expected: answers({
    text: 'One, two, three, four',
    usage: { meters: { input: 30, output: 64 }, inputTokens: 30, outputTokens: 64 },
    finish: { unified: 'length', raw: 'length' },
  }),
};
