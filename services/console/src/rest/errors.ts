// Errors of the REST API: {error: {category, reason, message, next_step, request_id}} (FIELDS 1).
import { ErrorCategory, Reason, type AppError, type Code } from '@switchyard/common/errors';

const statuses: Readonly<Record<Code, number>> = {
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 422,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 502,
  UNAUTHENTICATED: 401,
};

export function restStatus(error: AppError): number {
  return error.reason === Reason.MESSAGE_TOO_LARGE ? 413 : statuses[error.code];
}

export function restError(error: AppError): { error: object } {
  const { field, nextStep, requestId, retryAfterMs, exclusions } = error.options;
  return {
    error: {
      category: ErrorCategory[error.category].toLowerCase(),
      code: error.code,
      reason: Reason[error.reason].toLowerCase(),
      message: error.message,
      ...(nextStep === undefined ? {} : { next_step: nextStep }),
      ...(field === undefined ? {} : { field }),
      ...(requestId === undefined ? {} : { request_id: requestId }),
      ...(retryAfterMs === undefined ? {} : { retry_after_ms: Math.ceil(retryAfterMs) }),
      ...(exclusions === undefined || exclusions.length === 0 ? {} : { exclusions }),
    },
  };
}
