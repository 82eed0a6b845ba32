// Models of the cloud have limits.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(429, 'too many requests', { 'retry-after': '30' }),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 30_000 },
};
