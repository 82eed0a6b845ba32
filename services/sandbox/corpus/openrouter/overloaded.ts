// No vendor behind it can take the call.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 503, message: 'No provider is available that meets the routing requirements.' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
