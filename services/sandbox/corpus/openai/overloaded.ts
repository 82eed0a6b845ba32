// The vendor has too much to do.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(503, { message: 'The engine is overloaded at the moment.', type: 'server_error', param: null, code: null }, { 'retry-after': '3' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED', retryAfterMs: 3_000 },
};
