// Errors of the REST API: {error: {category, reason, message, next_step, request_id}}.
import { ErrorCategory, Reason, type AppError } from '@switchyard/common/errors';

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
