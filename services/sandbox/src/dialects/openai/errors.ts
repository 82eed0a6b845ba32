// OpenAI's error bodies: https://platform.openai.com/docs/guides/error-codes

import type { Described } from '../dialect.js';
import type { JsonObject } from '../../http/json.js';
import type { Failure } from '../failure.js';
import type { ErrorShape, Flavour } from './flavour.js';

interface Wording {
  status: number;
  type: string;
  code: string | null;
  message: string;
  param?: string | undefined;
}

export function describeOpenAi(failure: Failure, flavour: Flavour): Described {
  const wording = { ...wordingOf(failure), ...theirs(failure, flavour) };
  const { status, type, param } = wording;
  const message = failure.message ?? wording.message;
  const code = failure.code ?? wording.code;
  return { status, body: bodyOf({ status, message, type, param: param ?? null, code }, flavour.errors?.shape) };
}

/** The vendor's own status, type and code for a failure. */
function theirs({ kind, subject = '' }: Failure, { errors = {}, refusal }: Flavour): Partial<Wording> {
  switch (kind) {
    case 'out_of_quota': return errors.quota ?? {};
    case 'missing_key':
    case 'revoked_key': return errors.key ?? {};
    case 'model_not_found': return errors.model ?? {};
    case 'context_too_long': return errors.tooLong === undefined ? {} : { ...errors.tooLong, message: errors.tooLong.message(subject) };
    case 'invalid_request': return refusal === undefined ? {} : { status: refusal };
    default: return {};
  }
}

interface Words {
  status: number;
  message: string;
  type: string;
  param: string | null;
  code: string | null;
}

function bodyOf(words: Words, shape: ErrorShape = 'nested'): JsonObject {
  const { status, message, type, param, code } = words;
  switch (shape) {
    case 'nested': return { error: { message, type, param, code } };
    case 'numbered': return { error: { message, type, param, code: status } };
    case 'flat': return { object: 'error', message, type, param, code };
    case 'sentence': return { code: type, error: message };
    case 'problem': return { type: 'about:blank', status, title: type, detail: message };
  }
}

function wordingOf(failure: Failure): Wording {
  const { subject = '' } = failure;
  const invalid = { status: 400, type: 'invalid_request_error', code: null };
  switch (failure.kind) {
    case 'missing_key':
      return { ...invalid, status: 401, message: "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)." };
    case 'revoked_key':
      return { ...invalid, status: 401, code: 'invalid_api_key', message: `Incorrect API key provided: ${subject}. You can find your API key at https://platform.openai.com/account/api-keys.` };
    case 'out_of_quota':
      return { status: 429, type: 'insufficient_quota', code: 'insufficient_quota', message: 'You exceeded your current quota, please check your plan and billing details.' };
    case 'rate_limited':
      return wordingOfStatus(429);
    case 'model_not_found':
      return { ...invalid, status: 404, code: 'model_not_found', message: `The model \`${subject}\` does not exist or you do not have access to it.` };
    case 'invalid_request':
      return { ...invalid, status: failure.status ?? invalid.status, param: failure.subject, message: 'Invalid request.' };
    case 'context_too_long':
      return { ...invalid, code: 'context_length_exceeded', param: 'messages', message: `This model's maximum context length is ${subject} tokens. Please reduce the length of the messages.` };
    case 'too_large':
      return { ...invalid, status: 413, message: 'Request body is too large.' };
    case 'not_found':
      return { ...invalid, status: 404, code: 'unknown_url', message: `Unknown request URL: ${subject}. Please check the URL for typos, or see the docs at https://platform.openai.com/docs/api-reference/.` };
    case 'method_not_allowed':
      return { ...invalid, status: 405, code: 'method_not_supported', message: `Not allowed: ${subject}.` };
    case 'status':
      return wordingOfStatus(failure.status ?? 500);
  }
}

function wordingOfStatus(status: number): Wording {
  switch (status) {
    case 401: return { status, type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key provided.' };
    case 403: return { status, type: 'invalid_request_error', code: 'permission_denied', message: 'You are not allowed to use this model.' };
    case 404: return { status, type: 'invalid_request_error', code: 'model_not_found', message: 'The model does not exist or you do not have access to it.' };
    case 429: return { status, type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached for requests. Please try again later.' };
    case 503: return { status, type: 'server_error', code: 'server_overloaded', message: 'The engine is currently overloaded, please try again later.' };
    default:
      return status < 500
        ? { status, type: 'invalid_request_error', code: null, message: 'Invalid request.' }
        : { status, type: 'server_error', code: null, message: 'The server had an error while processing your request. Sorry about that!' };
  }
}
