// What was thought comes sealed, for a caller who keeps the conversation himself; nobody else can read it. It is counted inside output_tokens.
import { answers, type Exchange } from '../exchange.js';
import { answered, message, pages, post, read, response, usage } from './parts.js';

export const reasoning: Exchange = {
  name: 'reasoning',
  source: pages.reasoning,
  read,
  request: post({ model: 'gpt-5-mini', input: 'How many square numbers are below 50?', reasoning: { effort: 'low' }, include: ['reasoning.encrypted_content'], max_output_tokens: 2048, store: false }),
  response: answered(response({
    id: 'resp_a5Think0Think0Think0Think0Think0Think0Think0Th',
    model: 'gpt-5-mini-2025-08-07',
    max_output_tokens: 2048,
    reasoning: { effort: 'low', summary: null },
    output: [
      { id: 'rs_a5Think0Think0Think0Think0Think0Think0Think0Thin', type: 'reasoning', encrypted_content: 'gAAAAABpQ29ycHVzLW9mLW91cnMtb25lLXNlYWxlZC10aG91Z2h0', summary: [] },
      message('msg_a5Think0Think0Think0Think0Think0Think0Think0Thi', 'Seven.'),
    ],
    usage: usage({ input: 15, output: 9, reasoning: 128 }),
  })),
  expected: answers({
    text: 'Seven.',
    usage: { meters: { input: 15, cached_input: 0, cache_write: 0, output: 9, reasoning: 128 }, inputTokens: 15, outputTokens: 137 },
    finish: { unified: 'stop', raw: 'completed' },
  }),
};
