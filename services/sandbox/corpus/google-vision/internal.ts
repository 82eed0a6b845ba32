// The service broke down by itself.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const internal: Exchange = {
  name: 'internal',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 500, message: 'Internal error encountered.', status: 'INTERNAL' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
