// A picture in the prompt. Its tokens are counted with the rest of the input.
import { answers, type Exchange } from '../exchange.js';
import { answered, message, pages, post, read, response, usage } from './parts.js';

export const vision: Exchange = {
  name: 'vision',
  source: pages.vision,
  read,
  request: post({
    model: 'gpt-4.1-mini',
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, { type: 'input_image', image_url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' }] }],
    max_output_tokens: 64,
    store: false,
  }),
  response: answered(response({
    id: 'resp_a9Look00Look00Look00Look00Look00Look00Look00Lo',
    model: 'gpt-4.1-mini-2025-04-14',
    max_output_tokens: 64,
    output: [message('msg_a9Look00Look00Look00Look00Look00Look00Look00Loo', 'A white square.')],
    usage: usage({ input: 98, output: 5 }),
  })),
  expected: answers({
    text: 'A white square.',
    usage: { meters: { input: 98, cached_input: 0, cache_write: 0, output: 5, reasoning: 0 }, inputTokens: 98, outputTokens: 5 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
