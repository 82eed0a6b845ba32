// Bedrock's errors: words in the body, the type in a header.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors

import type { Described } from '../dialect.js';
import type { Failure } from '../failure.js';

interface Wording {
  status: number;
  type: string;
  message: string;
}

export function describeBedrock(failure: Failure): Described {
  const { status, type, message } = wordingOf(failure);
  return { status, body: { message: failure.message ?? message }, headers: { 'x-amzn-errortype': failure.code ?? type } };
}

function wordingOf(failure: Failure): Wording {
  switch (failure.kind) {
    case 'missing_key': return { status: 403, type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };
    case 'revoked_key': return { status: 403, type: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
    case 'out_of_quota': return { status: 429, type: 'ThrottlingException', message: 'Too many tokens per day, please wait before trying again.' };
    case 'rate_limited': return wordingOfStatus(429);
    case 'model_not_found': return { status: 400, type: 'ValidationException', message: 'The provided model identifier is invalid.' };
    case 'invalid_request': return wordingOfStatus(400);
    case 'context_too_long': return { status: 400, type: 'ValidationException', message: 'Input is too long for requested model.' };
    case 'too_large': return wordingOfStatus(413);
    case 'not_found': return { status: 404, type: 'UnknownOperationException', message: 'Not Found' };
    case 'method_not_allowed': return { status: 405, type: 'UnknownOperationException', message: 'Method Not Allowed' };
    case 'status': return wordingOfStatus(failure.status ?? 500);
  }
}

function wordingOfStatus(status: number): Wording {
  switch (status) {
    case 400: return { status, type: 'ValidationException', message: 'The input fails to satisfy the constraints.' };
    case 401: return { status, type: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' };
    case 403: return { status, type: 'AccessDeniedException', message: "You don't have access to the model with the specified model ID." };
    case 404: return { status, type: 'ResourceNotFoundException', message: 'The specified resource ARN was not found.' };
    case 408: return { status, type: 'ModelTimeoutException', message: 'The model took too long to answer.' };
    case 424: return { status, type: 'ModelErrorException', message: 'The model had an error while it processed the request.' };
    case 429: return { status, type: 'ThrottlingException', message: 'Too many requests, please wait before trying again.' };
    case 503: return { status, type: 'ServiceUnavailableException', message: 'Bedrock is unable to process your request.' };
    default: return status < 500 ? { status, type: 'UnknownError', message: 'The request could not be served.' } : { status, type: 'InternalServerException', message: 'The system encountered an unexpected error during processing. Try your request again.' };
  }
}
