// The same type for a day: only the words tell.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const quotaExhausted: Exchange = {
  name: 'quota-exhausted',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(429, 'ThrottlingException', 'Too many tokens per day, please wait before trying again.'),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
