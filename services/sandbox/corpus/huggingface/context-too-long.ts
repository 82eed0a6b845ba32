// More tokens than the model can read.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.chat,
  read,
  request: anyRequest,
  response: fails(400, { message: "This model's maximum context length is 131072 tokens; 140003 were sent.", type: 'invalid_request_error', param: 'messages', code: 'context_length_exceeded' }),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
