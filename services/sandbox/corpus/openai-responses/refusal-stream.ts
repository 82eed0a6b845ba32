// A refusal as it comes: events of its own, where a text would have others.
import type { ResponseOutputItem } from 'openai/resources/responses/responses';
import { answers, type Exchange } from '../exchange.js';
import { closes, opens, pages, post, read, response, streamOf, usage } from './parts.js';

const id = 'msg_b4Shan00Shan00Shan00Shan00Shan00Shan00Shan00Sha';
const place = { item_id: id, output_index: 0, content_index: 0 };
const refused: ResponseOutputItem = { id, type: 'message', status: 'completed', content: [{ type: 'refusal', refusal: 'That I leave alone.' }], role: 'assistant' };

export const refusalStream: Exchange = {
  name: 'refusal-stream',
  source: pages.events,
  read,
  request: post({ model: 'gpt-4.1-mini', input: 'Something that it will not do.', max_output_tokens: 64, store: false, stream: true }),
  response: streamOf(
    response({ id: 'resp_b4Shan00Shan00Shan00Shan00Shan00Shan00Shan00Sh', model: 'gpt-4.1-mini-2025-04-14', max_output_tokens: 64, output: [refused], usage: usage({ input: 14, output: 6 }) }),
    [
      opens(0, { id, type: 'message', status: 'in_progress', content: [], role: 'assistant' }),
      { type: 'response.content_part.added', ...place, part: { type: 'refusal', refusal: '' } },
      { type: 'response.refusal.delta', ...place, delta: 'That I leave', obfuscation: 'k0Ls' },
      { type: 'response.refusal.delta', ...place, delta: ' alone.', obfuscation: 'k0LsUqW2' },
      { type: 'response.refusal.done', ...place, refusal: 'That I leave alone.' },
      { type: 'response.content_part.done', ...place, part: { type: 'refusal', refusal: 'That I leave alone.' } },
      closes(0, refused),
    ],
  ),
  expected: answers({
    text: 'That I leave alone.',
    usage: { meters: { input: 14, cached_input: 0, cache_write: 0, output: 6, reasoning: 0 }, inputTokens: 14, outputTokens: 6 },
    finish: { unified: 'refusal', raw: 'completed' },
  }),
};
