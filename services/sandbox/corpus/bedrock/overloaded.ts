// The vendor has too much to do.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(503, 'ServiceUnavailableException', 'The service cannot take the request at the moment.'),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
