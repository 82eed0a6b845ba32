// The model thought until the cap: there is no message at all, and everything is paid for.
import { answers, type Exchange } from '../exchange.js';
import { closes, opens, pages, post, read, response, streamOf, usage } from './parts.js';

const thought = { id: 'rs_b1Deep00Deep00Deep00Deep00Deep00Deep00Deep00Deep', type: 'reasoning' as const, summary: [] };

export const thoughtToTheCap: Exchange = {
  name: 'thought-to-the-cap',
  source: pages.reasoning,
  read,
  request: post({ model: 'gpt-5-mini', input: 'Prove it.', max_output_tokens: 64, store: false, stream: true }),
  response: streamOf(
    response({
      id: 'resp_b1Deep00Deep00Deep00Deep00Deep00Deep00Deep00De', model: 'gpt-5-mini-2025-08-07', status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' }, max_output_tokens: 64,
      reasoning: { effort: 'medium', summary: null },
      output: [thought],
      usage: usage({ input: 9, output: 0, reasoning: 64 }),
    }),
    [opens(0, thought), closes(0, thought)],
  ),
  expected: answers({
    usage: { meters: { input: 9, cached_input: 0, cache_write: 0, output: 0, reasoning: 64 }, inputTokens: 9, outputTokens: 64 },
    finish: { unified: 'length', raw: 'max_output_tokens' },
  }),
};
