// Too many tokens in a minute. The type says which limit it was, the code what happened; headers say when it is over.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.limits,
  read,
  request: anyRequest,
  response: fails(
    429,
    { message: 'Rate limit reached for gpt-4.1-mini on tokens per min (TPM): Limit 200000, Used 199900, Requested 1100. Please try again in 300ms.', type: 'tokens', param: null, code: 'rate_limit_exceeded' },
    { 'retry-after-ms': '300', 'retry-after': '1', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '300ms' },
  ),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 300 },
};
