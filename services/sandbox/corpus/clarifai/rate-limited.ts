// Too many calls for now.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.codes,
  read,
  request: anyRequest,
  response: fails(429, { code: 11_005, description: 'Request throttled' }, { 'retry-after': '3' }),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 3_000 },
};
