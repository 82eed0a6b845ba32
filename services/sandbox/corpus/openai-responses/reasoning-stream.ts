// A summary of what was thought, streamed before the answer: its part opens, pieces, and it closes twice.
import type { ResponseReasoningItem } from 'openai/resources/responses/responses';
import { answers, type Exchange } from '../exchange.js';
import { closes, message, opens, pages, post, read, response, speaks, streamOf, type ToldEvent, usage } from './parts.js';

const id = 'rs_a6Told00Told00Told00Told00Told00Told00Told00Told';
const spoken = { id: 'msg_a6Told00Told00Told00Told00Told00Told00Told00Tol', pieces: ['Pi', 'z Bernina.'] };
const thoughts = ['**Comparing heights**\n\n', 'Bernina is 4048 m, ', 'so it wins.'];
const place = { item_id: id, output_index: 0, summary_index: 0 };

function thought(summary: ResponseReasoningItem['summary']): ResponseReasoningItem {
  return { id, type: 'reasoning', summary };
}

const whole = [{ type: 'summary_text' as const, text: thoughts.join('') }];

export const reasoningStream: Exchange = {
  name: 'reasoning-stream',
  source: pages.events,
  read,
  request: post({ model: 'gpt-5-mini', input: 'Which is the highest of the Eastern Alps?', reasoning: { effort: 'medium', summary: 'auto' }, max_output_tokens: 2048, store: false, stream: true }),
  response: streamOf(
    response({
      id: 'resp_a6Told00Told00Told00Told00Told00Told00Told00To', model: 'gpt-5-mini-2025-08-07', max_output_tokens: 2048, reasoning: { effort: 'medium', summary: 'auto' },
      output: [thought(whole), message(spoken.id, spoken.pieces.join(''))],
      usage: usage({ input: 17, output: 12, reasoning: 64 }),
    }),
    [
      opens(0, thought([])),
      { type: 'response.reasoning_summary_part.added', ...place, part: { type: 'summary_text', text: '' } },
      ...thoughts.map((delta): ToldEvent => ({ type: 'response.reasoning_summary_text.delta', ...place, delta, obfuscation: 'r4' })),
      { type: 'response.reasoning_summary_text.done', ...place, text: thoughts.join('') },
      { type: 'response.reasoning_summary_part.done', ...place, part: { type: 'summary_text', text: thoughts.join('') } },
      closes(0, thought(whole)),
      ...speaks(1, spoken),
    ],
  ),
  expected: answers({
    text: 'Piz Bernina.',
    reasoning: '**Comparing heights**\n\nBernina is 4048 m, so it wins.',
    usage: { meters: { input: 17, cached_input: 0, cache_write: 0, output: 12, reasoning: 64 }, inputTokens: 17, outputTokens: 76 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
