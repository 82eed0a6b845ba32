// The status and type of a rate limit, but money is the limit: only the details say so, and no waiting of seconds helps.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, read } from './parts.js';

export const spendLimitReached: Exchange = {
  name: 'spend-limit-reached',
  source: 'https://github.com/anthropics/anthropic-sdk-typescript/blob/sdk-v1.11.0/src/resources/shared.ts',
  read,
  request: anyRequest,
  response: fails(429, { type: 'rate_limit_error', message: 'This organization has reached its limit for the month.', details: { error_code: 'enforced_spend_limit_reached' } }),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
