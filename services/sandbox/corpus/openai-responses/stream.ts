// An ordinary answer as it comes: the response begins, an item opens, a part opens, pieces, and all of it closes again. The last event
// has the whole once more, with the usage.
import { answers, type Exchange } from '../exchange.js';
import { message, pages, post, read, response, speaks, streamOf, usage } from './parts.js';

const pieces = ['The', ' Linth → ', 'Walensee', '.\n🚂'];
const id = 'msg_a2Stream0Stream0Stream0Stream0Stream0Stream0Strea';

export const stream: Exchange = {
  name: 'stream',
  source: pages.events,
  read,
  request: post({ model: 'gpt-4.1-mini', input: [{ role: 'user', content: [{ type: 'input_text', text: 'Name a river.' }] }], max_output_tokens: 64, store: false, stream: true }),
  response: streamOf(
    response({ id: 'resp_a2Stream0Stream0Stream0Stream0Stream0Stream0Stre', model: 'gpt-4.1-mini-2025-04-14', max_output_tokens: 64, output: [message(id, pieces.join(''))], usage: usage({ input: 11, output: 10 }) }),
    speaks(0, { id, pieces }),
  ),
  expected: answers({
    text: 'The Linth → Walensee.\n🚂',
    usage: { meters: { input: 11, cached_input: 0, cache_write: 0, output: 10, reasoning: 0 }, inputTokens: 11, outputTokens: 10 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
