// Anthropic's error bodies: https://docs.claude.com/en/api/errors

import type { Described } from '../dialect.js';
import type { Failure } from '../failure.js';

interface Wording {
  status: number;
  type: string;
  message: string;
}

export function describeAnthropic(failure: Failure, requestId: string): Described {
  const { status, type, message } = wordingOf(failure);
  return {
    status,
    body: { type: 'error', error: { type: failure.code ?? type, message: failure.message ?? message }, request_id: `req_${requestId}` },
  };
}

function wordingOf(failure: Failure): Wording {
  const { subject = '' } = failure;
  switch (failure.kind) {
    case 'missing_key': return { ...wordingOfStatus(401), message: 'x-api-key header is required' };
    case 'revoked_key': return { ...wordingOfStatus(401), message: 'invalid x-api-key' };
    case 'out_of_quota': return wordingOfStatus(402);
    case 'rate_limited': return wordingOfStatus(429);
    case 'model_not_found': return { ...wordingOfStatus(404), message: `model: ${subject}` };
    case 'invalid_request': return wordingOfStatus(400);
    case 'context_too_long': return { ...wordingOfStatus(400), message: `prompt is too long: the maximum is ${subject} tokens` };
    case 'too_large': return wordingOfStatus(413);
    case 'not_found': return { ...wordingOfStatus(404), message: 'Not found' };
    case 'method_not_allowed': return { status: 405, type: 'invalid_request_error', message: 'Method Not Allowed' };
    case 'status': return wordingOfStatus(failure.status ?? 500);
  }
}

function wordingOfStatus(status: number): Wording {
  switch (status) {
    case 401: return { status, type: 'authentication_error', message: 'invalid x-api-key' };
    case 402: return { status, type: 'billing_error', message: 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.' };
    case 403: return { status, type: 'permission_error', message: 'Your API key does not have permission to use the specified resource.' };
    case 404: return { status, type: 'not_found_error', message: 'Not found' };
    case 413: return { status, type: 'request_too_large', message: 'Request exceeds the maximum size' };
    case 429: return { status, type: 'rate_limit_error', message: 'This request would exceed your rate limit. Please try again later.' };
    case 504: return { status, type: 'timeout_error', message: 'Request timed out' };
    case 529: return { status, type: 'overloaded_error', message: 'Overloaded' };
    default:
      return status < 500
        ? { status, type: 'invalid_request_error', message: 'Invalid request' }
        : { status, type: 'api_error', message: 'Internal server error' };
  }
}
