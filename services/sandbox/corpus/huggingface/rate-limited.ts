// Too many calls for now.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(429, 'Too many calls were made in a short time.', { headers: { 'retry-after': '7' } }),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 7_000 },
};
