// The HTTP status of an error (https://cloud.google.com/apis/design/errors#handling_errors), where a door's dialect does not want another.
import { Reason } from '@switchyard/proto/common/v1/reason';
import type { AppError } from './app-error.js';
import type { Code } from './codes.js';

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

export function httpStatusOf(error: AppError): number {
  return error.reason === Reason.MESSAGE_TOO_LARGE ? 413 : statuses[error.code];
}
