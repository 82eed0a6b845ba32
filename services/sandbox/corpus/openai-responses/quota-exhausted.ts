// The same status as a rate limit, and no waiting helps.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const quotaExhausted: Exchange = {
  name: 'quota-exhausted',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(429, { message: 'The quota of this account is used up; see plan and billing.', type: 'insufficient_quota', param: null, code: 'insufficient_quota' }),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
