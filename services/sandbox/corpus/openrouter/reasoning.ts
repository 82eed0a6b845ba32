// Reasoning in words, under a name that OpenAI does not have, and counted inside completion_tokens.
import { answers, type Exchange } from '../exchange.js';
import { completion, ofJson, pages, post, read, usageOf } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.reasoning,
  read,
  request: post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'How many prime numbers are below 20?' }], reasoning: { effort: 'low' }, max_tokens: 2048 }),
  response: {
    status: 200,
    headers: ofJson,
    kind: 'json',
    body: completion({ content: 'Eight.', reasoning: '2, 3, 5, 7, 11, 13, 17, 19.' }, { native: 'completed', usage: usageOf(16, 52, { reasoning: 44 }) }),
  },
  expected: answers({
    text: 'Eight.',
    reasoning: '2, 3, 5, 7, 11, 13, 17, 19.',
    usage: { meters: { input: 16, cached_input: 0, output: 8, reasoning: 44 }, inputTokens: 16, outputTokens: 52 },
    finish: { unified: 'stop', raw: 'stop' },
  }),
};
