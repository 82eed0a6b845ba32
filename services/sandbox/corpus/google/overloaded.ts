// The model has too much to do.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' }),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
