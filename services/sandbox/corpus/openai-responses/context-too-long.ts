// More tokens than the model can read.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(400, { message: 'The input is longer than the context window of this model.', type: 'invalid_request_error', param: 'input', code: 'context_length_exceeded' }),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
