// Reasoning as it comes; this server counts it, but does not tell it apart.
import { answers, type Exchange } from '../exchange.js';
import { asks, chunk, ended, ofStream, pages, post, read, usageOf } from './parts.js';

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.reasoning,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Is 57 prime?'), reasoning_effort: 'low', max_tokens: 2048, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [chunk({ reasoning_content: '57 = 3' }), chunk({ reasoning_content: ' × 19.' }), chunk({ content: 'No.' }), chunk({}, 'stop'), ...ended(usageOf(72, 30))],
  },
  expected: answers({
    text: 'No.',
    reasoning: '57 = 3 × 19.',
    usage: { meters: { input: 72, output: 30 }, inputTokens: 72, outputTokens: 30 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
