// An ordinary answer.
import { answers, type Exchange } from '../exchange.js';
import { answered, message, pages, post, read, response, usage } from './parts.js';

export const plain: Exchange = {
  name: 'plain',
  source: pages.response,
  read,
  request: post({ model: 'gpt-4.1-mini', instructions: 'Answer in one sentence.', input: 'Name a river.', max_output_tokens: 64, store: false }),
  response: answered(response({
    id: 'resp_a1Plain0Plain0Plain0Plain0Plain0Plain0Plain0Pl',
    model: 'gpt-4.1-mini-2025-04-14',
    instructions: 'Answer in one sentence.',
    max_output_tokens: 64,
    output: [message('msg_a1Plain0Plain0Plain0Plain0Plain0Plain0Plain0Pla', 'The Reuss leaves the lake at Luzern, “green”. 🛶')],
    usage: usage({ input: 21, output: 15 }),
  })),
  expected: answers({
    text: 'The Reuss leaves the lake at Luzern, “green”. 🛶',
    usage: { meters: { input: 21, cached_input: 0, cache_write: 0, output: 15, reasoning: 0 }, inputTokens: 21, outputTokens: 15 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
