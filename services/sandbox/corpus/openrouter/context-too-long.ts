// More tokens than any endpoint can read.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const contextTooLong: Exchange = {
  name: 'context-too-long',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 400, message: 'The maximum context length of this endpoint is 1047576 tokens; about 1200034 were asked for.' }),
  expected: { kind: 'failure', errorClass: 'CONTEXT_LENGTH' },
};
