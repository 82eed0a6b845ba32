// A picture in the prompt: its tokens are among those of the prompt and not told apart.
import { answers, type Exchange } from '../exchange.js';
import { countsOf, last, ofJson, pages, post, read } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.vision,
  read,
  request: post({ model: 'gemma3', stream: false, messages: [{ role: 'user', content: 'What is this?', images: ['iVBORw0KGgo='] }], options: { num_predict: 64 } }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: last({ content: 'A grey square.' }, countsOf({ input: 270, output: 6 }), 'gemma3'),
  },
  expected: answers({
    text: 'A grey square.',
    usage: { meters: { input: 270, output: 6 }, inputTokens: 270, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
