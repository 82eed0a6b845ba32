// The vendor has too much to do.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(503, { message: 'The engine has more to do than it can; try again later.', type: 'server_error', param: null, code: 'server_overloaded' }, { 'retry-after': '3' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED', retryAfterMs: 3_000 },
};
