// An ordinary answer.
import { answers, type Exchange } from '../exchange.js';
import { asks, completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.chat,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Name a lake.'), max_tokens: 64 }),
  response: { status: 200, headers: ofJson, kind: 'json', body: completion({ content: 'Lago Maggiore — 193 m 🚤' }, { usage: usageOf(11, 14) }) },
  expected: answers({
    text: 'Lago Maggiore — 193 m 🚤',
    usage: { meters: { input: 11, output: 14 }, inputTokens: 11, outputTokens: 14 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
