// More tokens than the model can read: only the words tell.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 400, message: 'The input token count (1200034) exceeds the maximum number of tokens allowed (1048576).', status: 'INVALID_ARGUMENT' }),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
