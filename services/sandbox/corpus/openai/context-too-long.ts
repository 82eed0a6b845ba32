// More tokens than the model can read.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(400, {
    message: 'The maximum context length of this model is 1047576 tokens, and the messages resulted in 1200034 tokens.',
    type: 'invalid_request_error',
    param: 'messages',
    code: 'context_length_exceeded',
  }),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
