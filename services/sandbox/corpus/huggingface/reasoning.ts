// The model's reasoning stands beside its words, counted inside completion_tokens.
import { answers, type Exchange } from '../exchange.js';
import { asks, completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.reasoning,
  read,
  request: post({ model: 'openai/gpt-oss-20b', messages: asks('Is 91 prime?'), reasoning_effort: 'low', max_tokens: 2048 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: 'No.', reasoning: '91 = 7 × 13.' }, { usage: { ...usageOf(72, 33), completion_tokens_details: { reasoning_tokens: 27 } } }),
  },
  expected: answers({
    text: 'No.',
    reasoning: '91 = 7 × 13.',
    usage: { meters: { input: 72, output: 6, reasoning: 27 }, inputTokens: 72, outputTokens: 33 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
