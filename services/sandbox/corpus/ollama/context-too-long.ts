// More tokens than the context holds, where the server does not cut them.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(400, 'the input length exceeds the context length'),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
