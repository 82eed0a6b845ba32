// Google's error bodies: https://ai.google.dev/gemini-api/docs/troubleshooting, in the shape of https://google.aip.dev/193

import type { JsonObject } from '../../http/json.js';
import type { Described } from '../dialect.js';
import type { Failure } from '../failure.js';

interface Wording {
  code: number;
  status: string;
  message: string;
  details?: readonly JsonObject[];
}

const statuses: Record<number, string> = {
  400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'PERMISSION_DENIED', 404: 'NOT_FOUND', 409: 'ABORTED', 429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED', 500: 'INTERNAL', 501: 'UNIMPLEMENTED', 503: 'UNAVAILABLE', 504: 'DEADLINE_EXCEEDED',
};

const sentences: Record<number, string> = {
  400: 'Request contains an invalid argument.',
  401: 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  403: 'The caller does not have permission',
  404: 'Requested entity was not found.',
  429: 'You exceeded your current quota, please check your plan and billing details.',
  500: 'An internal error has occurred. Please retry or report.',
  503: 'The model is overloaded. Please try again later.',
  504: 'Deadline expired before operation could complete.',
};

export function describeGoogle(failure: Failure): Described {
  const { code, status, message, details } = wordingOf(failure);
  return { status: code, body: { error: { code, message: failure.message ?? message, status: failure.code ?? status, ...(details === undefined ? {} : { details }) } } };
}

function wordingOf(failure: Failure): Wording {
  const { subject = '' } = failure;
  switch (failure.kind) {
    case 'missing_key':
      return { ...wordingOfStatus(403), message: 'Method doesn\'t allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.' };
    case 'revoked_key':
      return { ...wordingOfStatus(400), message: 'API key not valid. Please pass a valid API key.', details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' }] };
    case 'out_of_quota': return { ...wordingOfStatus(429), details: [quotaOf('GenerateRequestsPerDayPerProjectPerModel')] };
    case 'rate_limited': return limited(failure);
    case 'model_not_found': return { ...wordingOfStatus(404), message: `models/${subject} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.` };
    case 'invalid_request': return wordingOfStatus(400);
    case 'context_too_long': {
      const [given = '', most = ''] = subject.split(' ');
      return { ...wordingOfStatus(400), message: most === '' ? `The input token count exceeds the maximum number of tokens allowed (${given}).` : `The input token count (${given}) exceeds the maximum number of tokens allowed (${most}).` };
    }
    case 'too_large': return { ...wordingOfStatus(400), message: 'Request payload size exceeds the limit: 20971520 bytes.' };
    case 'not_found': return wordingOfStatus(404);
    case 'method_not_allowed': return wordingOfStatus(404);
    case 'status': return failure.status === 429 ? limited(failure) : wordingOfStatus(failure.status ?? 500);
  }
}

function limited({ retryAfter }: Failure): Wording {
  const info = /^[0-9]+$/.test(retryAfter ?? '') ? [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` }] : [];
  return { ...wordingOfStatus(429), details: [quotaOf('GenerateRequestsPerMinutePerProjectPerModel'), ...info] };
}

function quotaOf(quotaId: string): JsonObject {
  return { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaMetric: 'generativelanguage.googleapis.com/generate_content_requests', quotaId }] };
}

function wordingOfStatus(code: number): Wording {
  return { code, status: statuses[code] ?? 'UNKNOWN', message: sentences[code] ?? 'Unknown error.' };
}
