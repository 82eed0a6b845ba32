// The service broke down by itself.
import type { Exchange } from '../exchange.js';
import { anyRequest, failure, fails, pages, read } from './parts.js';

export const internal: Exchange = {
  name: 'internal',
  source: pages.codes,
  read,
  request: anyRequest,
  response: fails(500, { code: 98_004, description: 'Internal server issue' }),
  expected: failure('OVERLOADED'),
};
