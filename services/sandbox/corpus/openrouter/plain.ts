// An ordinary answer: it names the vendor that gave it, its word for the reason, and what it cost.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.overview,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Name a pass.' }], max_tokens: 64 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: 'Furka — 2429 m ü. M. 🚌' }, { usage: usageOf(11, 12) }),
  },
  expected: answers({
    text: 'Furka — 2429 m ü. M. 🚌',
    usage: { meters: { input: 11, cached_input: 0, output: 12, reasoning: 0 }, inputTokens: 11, outputTokens: 12 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
