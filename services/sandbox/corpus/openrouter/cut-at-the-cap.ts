// The answer reached the cap; the vendor behind it has another word for that.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.overview,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Count as far as you can.' }], max_tokens: 8 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: 'One, two, three,' }, { finish: 'length', native: 'max_output_tokens', usage: usageOf(13, 8) }),
  },
  expected: answers({
    text: 'One, two, three,',
    usage: { meters: { input: 13, cached_input: 0, output: 8, reasoning: 0 }, inputTokens: 13, outputTokens: 8 },
    finish: { unified: 'length', raw: 'length' },
  }),
};
