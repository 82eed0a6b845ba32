// Too many calls in a minute.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read, reasonOf } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.service,
  read,
  request: anyRequest,
  response: fails({
    code: 429,
    message: 'The quota of requests per minute of this project is used up.',
    status: 'RESOURCE_EXHAUSTED',
    details: [
      reasonOf('RATE_LIMIT_EXCEEDED', { service: 'vision.googleapis.com', consumer: 'projects/123456789012', quota_metric: 'vision.googleapis.com/default_requests', quota_limit: 'DefaultRequestsPerMinutePerProject', quota_limit_value: '1800', quota_location: 'global' }),
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '12s' },
    ],
  }),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 12_000 },
};
