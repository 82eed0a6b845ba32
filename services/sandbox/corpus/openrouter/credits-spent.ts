// The account has no credits left.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const creditsSpent: Exchange = {
  name: 'credits-spent',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 402, message: 'Insufficient credits.' }),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
