// The day is used up: the same status, and only the limit in the details says that no short wait helps.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read, reasonOf } from './parts.js';

export const quotaExhausted: Exchange = {
  name: 'quota-exhausted',
  source: pages.service,
  read,
  request: anyRequest,
  response: fails({
    code: 429,
    message: 'The quota of requests per day of this project is used up.',
    status: 'RESOURCE_EXHAUSTED',
    details: [reasonOf('RATE_LIMIT_EXCEEDED', { service: 'vision.googleapis.com', consumer: 'projects/123456789012', quota_metric: 'vision.googleapis.com/default_requests', quota_limit: 'DefaultRequestsPerDayPerProject', quota_limit_value: '20000', quota_location: 'global' })],
  }),
  expected: { kind: 'failure', errorClass: 'QUOTA' },
};
