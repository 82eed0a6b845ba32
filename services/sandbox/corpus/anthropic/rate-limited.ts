// Too many tokens in a minute; headers say which limit, and when it is over.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.limits,
  read,
  request: anyRequest,
  response: fails(
    429,
    { type: 'rate_limit_error', message: 'This request would exceed the limit of input tokens per minute.' },
    { 'retry-after': '12', 'anthropic-ratelimit-input-tokens-limit': '50000', 'anthropic-ratelimit-input-tokens-remaining': '0', 'anthropic-ratelimit-input-tokens-reset': '2026-11-21T10:00:12Z' },
  ),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 12_000 },
};
