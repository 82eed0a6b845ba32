// More calls wait than the server lets wait.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const overloaded: Exchange = {
  name: 'overloaded',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(503, 'server busy, please try again.  maximum pending requests exceeded'),
  expected: { kind: 'failure', errorClass: 'OVERLOADED' },
};
