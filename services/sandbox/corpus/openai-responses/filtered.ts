// A filter stepped in while the answer was streamed.
import { answers, type Exchange } from '../exchange.js';
import { message, pages, post, read, response, speaks, streamOf, usage } from './parts.js';

const spoken = { id: 'msg_b2Stop00Stop00Stop00Stop00Stop00Stop00Stop00Sto', pieces: ['First', ' you'], status: 'incomplete' as const };

export const filtered: Exchange = {
  name: 'filtered',
  source: pages.events,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'Something that is filtered.', max_output_tokens: 64, store: false, stream: true }),
  response: streamOf(
    response({
      id: 'resp_b2Stop00Stop00Stop00Stop00Stop00Stop00Stop00St', model: 'gpt-4.1-mini-2025-04-14', status: 'incomplete', incomplete_details: { reason: 'content_filter' }, max_output_tokens: 64,
      output: [message(spoken.id, spoken.pieces.join(''), 'incomplete')],
      usage: usage({ input: 13, output: 2 }),
    }),
    speaks(0, spoken),
  ),
  expected: answers({
    text: 'First you',
    usage: { meters: { input: 13, cached_input: 0, cache_write: 0, output: 2, reasoning: 0 }, inputTokens: 13, outputTokens: 2 },
    finish: { unified: 'content_filter', raw: 'content_filter' },
  }),
};
