// What each reason means when nobody says otherwise: its gRPC code and its category.
import { ErrorCategory, Reason } from '@switchyard/proto/common/v1/reason';
import type { Code } from './codes.js';

interface ReasonMeaning {
  readonly code: Code;
  readonly category: ErrorCategory;
}

const { CONFIGURATION, LIMIT, NETWORK, PROVIDER, SYSTEM } = ErrorCategory;

/** One entry per reason; the type makes a forgotten one a compile error. */
export const reasonMeanings: Readonly<Record<Reason, ReasonMeaning>> = {
  [Reason.UNSPECIFIED]: { code: 'UNKNOWN', category: SYSTEM },
  [Reason.INVALID_FIELD]: { code: 'INVALID_ARGUMENT', category: CONFIGURATION },
  [Reason.MISSING_FIELD]: { code: 'INVALID_ARGUMENT', category: CONFIGURATION },
  [Reason.MESSAGE_TOO_LARGE]: { code: 'INVALID_ARGUMENT', category: CONFIGURATION },
  [Reason.FEATURE_NOT_BUILT]: { code: 'UNIMPLEMENTED', category: CONFIGURATION },
  [Reason.UNKNOWN_FIELD]: { code: 'INVALID_ARGUMENT', category: CONFIGURATION },
  [Reason.UNAUTHENTICATED]: { code: 'UNAUTHENTICATED', category: CONFIGURATION },
  [Reason.KEY_REVOKED]: { code: 'UNAUTHENTICATED', category: CONFIGURATION },
  [Reason.PERMISSION_DENIED]: { code: 'PERMISSION_DENIED', category: CONFIGURATION },
  [Reason.UNKNOWN_MODEL]: { code: 'NOT_FOUND', category: CONFIGURATION },
  [Reason.UNKNOWN_FEATURE]: { code: 'NOT_FOUND', category: CONFIGURATION },
  [Reason.UNKNOWN_TENANT]: { code: 'NOT_FOUND', category: CONFIGURATION },
  [Reason.UNKNOWN_PROVIDER]: { code: 'NOT_FOUND', category: CONFIGURATION },
  [Reason.NOT_FOUND]: { code: 'NOT_FOUND', category: CONFIGURATION },
  [Reason.ALREADY_EXISTS]: { code: 'ALREADY_EXISTS', category: CONFIGURATION },
  [Reason.CONFLICT]: { code: 'ABORTED', category: CONFIGURATION },
  [Reason.NO_CANDIDATE]: { code: 'FAILED_PRECONDITION', category: CONFIGURATION },
  [Reason.NO_PROVIDER_UP]: { code: 'UNAVAILABLE', category: PROVIDER },
  [Reason.BUDGET_EXCEEDED]: { code: 'RESOURCE_EXHAUSTED', category: LIMIT },
  [Reason.BUDGET_UNAVAILABLE]: { code: 'UNAVAILABLE', category: LIMIT },
  [Reason.COST_LIMIT]: { code: 'FAILED_PRECONDITION', category: LIMIT },
  [Reason.RATE_LIMITED]: { code: 'RESOURCE_EXHAUSTED', category: LIMIT },
  [Reason.DEADLINE_EXCEEDED]: { code: 'DEADLINE_EXCEEDED', category: SYSTEM },
  [Reason.CANCELLED]: { code: 'CANCELLED', category: SYSTEM },
  [Reason.PROVIDER_RATE_LIMITED]: { code: 'RESOURCE_EXHAUSTED', category: LIMIT },
  [Reason.PROVIDER_QUOTA]: { code: 'UNAVAILABLE', category: LIMIT },
  [Reason.PROVIDER_CREDENTIAL]: { code: 'UNAVAILABLE', category: CONFIGURATION },
  [Reason.PROVIDER_OVERLOADED]: { code: 'UNAVAILABLE', category: PROVIDER },
  [Reason.PROVIDER_NETWORK]: { code: 'UNAVAILABLE', category: NETWORK },
  [Reason.PROVIDER_TIMEOUT]: { code: 'UNAVAILABLE', category: NETWORK },
  [Reason.PROVIDER_REFUSED]: { code: 'INVALID_ARGUMENT', category: PROVIDER },
  [Reason.CONTEXT_TOO_LONG]: { code: 'INVALID_ARGUMENT', category: PROVIDER },
  [Reason.MODEL_GONE]: { code: 'NOT_FOUND', category: PROVIDER },
  [Reason.CONTENT_FILTER]: { code: 'FAILED_PRECONDITION', category: PROVIDER },
  [Reason.BAD_OUTPUT]: { code: 'UNAVAILABLE', category: PROVIDER },
  [Reason.TRUNCATED]: { code: 'DATA_LOSS', category: PROVIDER },
  [Reason.OUTCOME_UNKNOWN]: { code: 'ABORTED', category: SYSTEM },
  [Reason.DUPLICATE_ATTEMPT]: { code: 'ALREADY_EXISTS', category: SYSTEM },
  [Reason.JOURNAL_FULL]: { code: 'UNAVAILABLE', category: SYSTEM },
  [Reason.STALE_REVISION]: { code: 'UNAVAILABLE', category: SYSTEM },
  [Reason.DRAINING]: { code: 'UNAVAILABLE', category: SYSTEM },
  [Reason.STORE_UNAVAILABLE]: { code: 'UNAVAILABLE', category: SYSTEM },
  [Reason.INTERNAL]: { code: 'INTERNAL', category: SYSTEM },
  [Reason.IDEMPOTENCY_MISMATCH]: { code: 'ALREADY_EXISTS', category: CONFIGURATION },
  [Reason.APPROVAL_REQUIRED]: { code: 'FAILED_PRECONDITION', category: LIMIT },
  [Reason.SECRET_UNAVAILABLE]: { code: 'UNAVAILABLE', category: SYSTEM },
};
