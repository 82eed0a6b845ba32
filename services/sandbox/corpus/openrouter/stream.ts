// An ordinary answer as it comes. Comments keep the line awake until the first word, and the counts stand beside a last empty choice.
import { answers, type Exchange } from '../exchange.js';
import { chunk, ended, ofStream, pages, post, processing, read, usageOf } from './parts.js';

export const stream: Exchange = {
  name: 'stream',
  source: pages.streaming,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Name a pass.' }], max_tokens: 64, stream: true, stream_options: { include_usage: true } }),
  response: {
    status: 200,
    headers: ofStream,
    kind: 'sse',
    lineEnd: '\n',
    events: [
      processing,
      processing,
      chunk({ content: 'Passo ' }),
      chunk({ content: 'della Novena\n' }),
      chunk({ content: '🏔️' }),
      chunk({}, { finish: 'stop', native: 'stop' }),
      ...ended(usageOf(11, 9)),
    ],
  },
  expected: answers({
    text: 'Passo della Novena\n🏔️',
    usage: { meters: { input: 11, cached_input: 0, output: 9, reasoning: 0 }, inputTokens: 11, outputTokens: 9 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
