// The calls of the month are used up: the same status, and no short wait helps.
import type { Exchange } from '../exchange.js';
import { anyRequest, failure, fails, pages, read } from './parts.js';

export const monthUsedUp: Exchange = {
  name: 'month-used-up',
  source: pages.codes,
  read,
  request: anyRequest,
  response: fails(429, { code: 11_004, description: 'Monthly limit exceeded' }),
  expected: failure('QUOTA'),
};
