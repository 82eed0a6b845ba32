// The month's credits are spent, and no waiting of minutes helps.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const creditsSpent: Exchange = {
  name: 'credits-spent',
  source: pages.pricing,
  read,
  request: anyRequest,
  response: fails(402, 'The monthly credits for Inference Providers are used up.'),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
