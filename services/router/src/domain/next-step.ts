// What follows a failed attempt, by the class of its failure. Pure.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';

export type NextStep =
  /** The same route may be tried again after a backoff, then others. */
  | 'retry_same_then_others'
  /** Other routes, at once; the same one only after its own wait. */
  | 'others_then_wait'
  /** Other routes, at once; never the same one. */
  | 'others'
  /** Another credential of the provider, then other providers. */
  | 'other_credential_then_others'
  /** Only models with a larger window. */
  | 'larger_window'
  /** The request fails. */
  | 'final';

export function nextStep(failure: { errorClass: ErrorClass; timer: string }): NextStep {
  switch (failure.errorClass) {
    case ErrorClass.RATE_LIMITED:
      return 'others_then_wait';
    case ErrorClass.OVERLOADED:
    case ErrorClass.NETWORK:
      return 'retry_same_then_others';
    case ErrorClass.TIMEOUT:
      // A connection that never opened took no body with it, so it may be tried again like any network failure.
      return failure.timer === 'connect' ? 'retry_same_then_others' : 'others';
    case ErrorClass.CREDENTIAL:
    case ErrorClass.QUOTA:
      return 'other_credential_then_others';
    case ErrorClass.MODEL_GONE:
    case ErrorClass.BAD_OUTPUT:
    case ErrorClass.INTERNAL:
      return 'others';
    case ErrorClass.CONTEXT_LENGTH:
      return 'larger_window';
    default:
      return 'final';
  }
}
