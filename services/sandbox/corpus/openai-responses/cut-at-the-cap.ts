// The answer reached the cap: the response is incomplete, and so is its message.
import { answers, type Exchange } from '../exchange.js';
import { answered, message, pages, post, read, response, usage } from './parts.js';

export const cutAtTheCap: Exchange = {
  name: 'cut-at-the-cap',
  source: pages.response,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'Count the cantons.', max_output_tokens: 16, store: false }),
  response: answered(response({
    id: 'resp_b0Long00Long00Long00Long00Long00Long00Long00Lo',
    model: 'gpt-4.1-mini-2025-04-14',
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
    max_output_tokens: 16,
    output: [message('msg_b0Long00Long00Long00Long00Long00Long00Long00Lon', 'Zürich, Bern, Luzern, Uri,', 'incomplete')],
    usage: usage({ input: 12, output: 16 }),
  })),
  expected: answers({
    text: 'Zürich, Bern, Luzern, Uri,',
    usage: { meters: { input: 12, cached_input: 0, cache_write: 0, output: 16, reasoning: 0 }, inputTokens: 12, outputTokens: 16 },
    finish: { unified: 'length', raw: 'max_output_tokens' },
  }),
};
