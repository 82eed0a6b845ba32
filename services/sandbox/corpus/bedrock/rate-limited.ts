// Too many requests or tokens in a minute; this vendor does not say when to come back.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(429, 'ThrottlingException', 'Too many tokens, please wait before trying again.'),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED' },
};
