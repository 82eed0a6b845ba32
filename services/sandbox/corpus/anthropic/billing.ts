// The account cannot pay.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const billing: Exchange = {
  name: 'billing',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails(402, { type: 'billing_error', message: 'There is an issue with the billing of this organization.' }),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
