// The vendor behind it has too many calls: which one is in the metadata.
import type { Exchange } from '../exchange.js';
import { anyRequest, fails, pages, read } from './parts.js';

export const rateLimited: Exchange = {
  name: 'rate-limited',
  source: pages.errors,
  read,
  request: anyRequest,
  response: fails({ code: 429, message: 'Provider returned error', metadata: { raw: 'openai/gpt-4.1-mini is limited upstream for now.', provider_name: 'OpenAI', is_byok: false } }, { 'retry-after': '7' }),
  expected: { kind: 'failure', errorClass: 'RATE_LIMITED', retryAfterMs: 7_000 },
};
