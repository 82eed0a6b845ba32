// Our errors in the dialect's shape and status, so that the SDK raises the class its users catch
// (https://docs.claude.com/en/api/errors).
import { httpStatusOf, Reason, type AppError, type Code } from '@switchyard/common/errors';
import { errorHeaders as headersOf } from '../http/error-headers.js';

/** Where the vendor answers 400, its SDK's users catch BadRequestError. */
const vendorStatuses: Readonly<Partial<Record<Code, number>>> = { FAILED_PRECONDITION: 400, UNIMPLEMENTED: 400 };

const types: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  409: 'invalid_request_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

export function errorStatus(error: AppError): number {
  // The vendor's own status for it, which the SDK has a class for.
  if (error.reason === Reason.PROVIDER_OVERLOADED) return 529;
  return vendorStatuses[error.code] ?? httpStatusOf(error);
}

export function errorBody(error: AppError, requestId: string): object {
  const { nextStep } = error.options;
  const status = errorStatus(error);
  return {
    type: 'error',
    error: {
      type: types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error'),
      message: nextStep === undefined ? error.message : `${error.message} ${nextStep}`,
      details: detailsOf(error),
    },
    request_id: requestId,
  };
}

/** What tells our refusals apart where the vendor has one word for several. */
function detailsOf({ reason, options: { field } }: AppError): object {
  // Nothing of a conversation is kept here. The SDK's tool runner asks for it all the same, and goes on without when it is told so in these words.
  if (field === 'thread') return { error_code: 'thread_unsupported_request', unsupported: ['store'], field };
  return { error_code: Reason[reason].toLowerCase(), ...(field === undefined ? {} : { field }) };
}

export function errorHeaders(error: AppError): Record<string, string> {
  return headersOf(error, errorStatus(error));
}
