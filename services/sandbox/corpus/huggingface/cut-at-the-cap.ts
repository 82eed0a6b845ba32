// The answer reached the cap.
import { answers, type Exchange } from '../exchange.js';
import { asks, completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.chat,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Count as far as you can.'), max_tokens: 6 }),
  response: { status: 200, headers: ofJson, kind: 'json', body: completion({ content: 'One, two, three' }, { finish: 'length', usage: usageOf(13, 6) }) },
  expected: answers({
    text: 'One, two, three',
    usage: { meters: { input: 13, output: 6 }, inputTokens: 13, outputTokens: 6 },
    finish: { unified: 'length', raw: 'length' },
  }),
};
