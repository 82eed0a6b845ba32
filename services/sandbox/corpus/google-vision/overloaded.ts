// The service cannot take the call for now.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 503, message: 'The service is not available for now.', status: 'UNAVAILABLE' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
