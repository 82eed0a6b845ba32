// Our errors in the dialect's shape and status, so that the SDK raises the class its users catch
// (https://platform.openai.com/docs/guides/error-codes).
import { httpStatusOf, Reason, type AppError, type Code } from '@switchyard/common/errors';
import { errorHeaders as headersOf } from '../http/error-headers.js';

/** Where the vendor answers 400, its SDK's users catch BadRequestError. */
const vendorStatuses: Readonly<Partial<Record<Code, number>>> = { FAILED_PRECONDITION: 400, UNIMPLEMENTED: 400 };

/** Codes that users of the SDK branch on; others carry our reason in lower case. */
const vendorCodes: Readonly<Partial<Record<Reason, string>>> = {
  [Reason.UNKNOWN_MODEL]: 'model_not_found',
  [Reason.MODEL_GONE]: 'model_not_found',
  [Reason.UNAUTHENTICATED]: 'invalid_api_key',
  [Reason.KEY_REVOKED]: 'invalid_api_key',
  [Reason.CONTEXT_TOO_LONG]: 'context_length_exceeded',
  [Reason.BUDGET_EXCEEDED]: 'insufficient_quota',
  [Reason.RATE_LIMITED]: 'rate_limit_exceeded',
  [Reason.PROVIDER_RATE_LIMITED]: 'rate_limit_exceeded',
  [Reason.CONTENT_FILTER]: 'content_filter',
  [Reason.UNKNOWN_FIELD]: 'unknown_parameter',
  [Reason.FEATURE_NOT_BUILT]: 'unsupported_parameter',
};

export function errorStatus(error: AppError): number {
  return vendorStatuses[error.code] ?? httpStatusOf(error);
}

export interface ErrorObject {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string;
}

export function errorBody(error: AppError): { error: ErrorObject } {
  const { field, nextStep } = error.options;
  return {
    error: {
      message: nextStep === undefined ? error.message : `${error.message} ${nextStep}`,
      type: errorType(errorStatus(error)),
      param: field ?? null,
      code: vendorCodes[error.reason] ?? Reason[error.reason].toLowerCase(),
    },
  };
}

export function errorHeaders(error: AppError): Record<string, string> {
  return headersOf(error, errorStatus(error));
}

function errorType(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
