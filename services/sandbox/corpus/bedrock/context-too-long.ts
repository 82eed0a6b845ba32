// More tokens than the model can read: an ordinary bad request but for its words.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(400, 'ValidationException', 'Input is too long for requested model.'),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
