// A picture by its address among the words.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.vision,
  read,
  request: post({
    model: 'Qwen/Qwen2.5-VL-7B-Instruct',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, { type: 'image_url', image_url: { url: 'https://example.com/boat.jpg' } }] }],
    max_tokens: 64,
  }),
  response: { status: 200, headers: ofJson, kind: 'json', body: completion({ content: 'A paddle steamer.' }, { usage: usageOf(1271, 6) }) },
  expected: answers({
    text: 'A paddle steamer.',
    usage: { meters: { input: 1271, output: 6 }, inputTokens: 1271, outputTokens: 6 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
