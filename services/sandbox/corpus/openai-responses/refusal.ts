// The model refuses, in a part of its own: the response is completed all the same.
import { answers, type Exchange } from '../exchange.js';
import { answered, pages, post, read, response, usage } from './parts.js';

export const refusal: Exchange = {
  name: 'refusal',
  source: pages.structured,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'Something that it will not do.', max_output_tokens: 64, store: false }),
  response: answered(response({
    id: 'resp_b3Nope00Nope00Nope00Nope00Nope00Nope00Nope00No',
    model: 'gpt-4.1-mini-2025-04-14',
    max_output_tokens: 64,
    output: [{ id: 'msg_b3Nope00Nope00Nope00Nope00Nope00Nope00Nope00Nop', type: 'message', status: 'completed', content: [{ type: 'refusal', refusal: 'I will not help with that.' }], role: 'assistant' }],
    usage: usage({ input: 14, output: 8 }),
  })),
  expected: answers({
    text: 'I will not help with that.',
    usage: { meters: { input: 14, cached_input: 0, cache_write: 0, output: 8, reasoning: 0 }, inputTokens: 14, outputTokens: 8 },
    finish: { unified: 'refusal', raw: 'completed' },
  }),
};
