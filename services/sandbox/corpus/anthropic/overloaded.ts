// The vendor has too much to do, and a status of its own for it.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(529, { type: 'overloaded_error', message: 'Overloaded' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
