// Clarifai's error bodies: https://docs.clarifai.com/resources/api-overview/status-codes

import type { Described } from '../dialect.js';
import type { Failure } from '../failure.js';

interface Wording {
  status: number;
  code: number;
  description: string;
  details?: string;
}

export function describeClarifai(failure: Failure, requestId: string): Described {
  const { status, code, description, details = '' } = wordingOf(failure);
  const asked = Number(failure.code);
  return { status, body: { status: { code: Number.isSafeInteger(asked) && asked > 0 ? asked : code, description, details: failure.message ?? details, req_id: requestId } } };
}

function wordingOf(failure: Failure): Wording {
  switch (failure.kind) {
    case 'missing_key': return { status: 401, code: 11_102, description: 'Invalid request', details: 'Empty or malformed authorization header.' };
    case 'revoked_key': return wordingOfStatus(401);
    case 'out_of_quota': return { status: 402, code: 11_006, description: 'Account limits exceeded' };
    case 'rate_limited': return wordingOfStatus(429);
    case 'model_not_found': return wordingOfStatus(404);
    case 'invalid_request': return wordingOfStatus(400);
    case 'context_too_long':
    case 'too_large': return { status: 413, code: 11_102, description: 'Invalid request', details: 'The request is too large.' };
    case 'not_found': return { status: 404, code: 11_101, description: 'URL not found' };
    case 'method_not_allowed': return { status: 405, code: 11_103, description: 'HTTP method not allowed' };
    case 'status': return wordingOfStatus(failure.status ?? 500);
  }
}

function wordingOfStatus(status: number): Wording {
  switch (status) {
    case 401: return { status, code: 11_008, description: 'Invalid API key or Invalid API key/application pair' };
    case 403: return { status, code: 11_007, description: 'API key has insufficient permissions' };
    case 404:
    case 410: return { status, code: 21_200, description: 'Model does not exist' };
    case 408: return { status, code: 98_009, description: 'Unexpected timeout' };
    case 409: return { status, code: 10_030, description: 'Try the request again' };
    case 429: return { status, code: 11_005, description: 'Request throttled' };
    default: return status < 500 ? { status, code: 11_102, description: 'Invalid request' } : { status, code: 98_004, description: 'Internal server issue' };
  }
}
