// The same words for a day: only the id of the quota says that no short wait helps.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const quotaExhausted: Exchange = {
  name: 'quota-exhausted',
  source: pages.limits,
  read,
  request: anyRequest,
  response: fails({
    code: 429,
    message: 'The quota of this project is used up for now.',
    status: 'RESOURCE_EXHAUSTED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
        violations: [{ quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests', quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaDimensions: { location: 'global', model: 'gemini-2.5-flash' }, quotaValue: '250' }],
      },
    ],
  }),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
