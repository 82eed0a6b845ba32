// An ordinary answer as it comes; each piece names the role again.
import { answers, type Exchange } from '../exchange.js';
import { asks, chunk, ended, ofStream, pages, post, read, usageOf } from './parts.js';

export const stream: Exchange = {
  name: 'stream',
  source: pages.chat,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Name a lake.'), max_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [chunk({ content: 'Lago ' }), chunk({ content: 'di Lugano\n' }), chunk({ content: '⛵️' }), chunk({ content: '' }, 'stop'), ...ended(usageOf(11, 9))],
  },
  expected: answers({
    text: 'Lago di Lugano\n⛵️',
    usage: { meters: { input: 11, output: 9 }, inputTokens: 11, outputTokens: 9 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
