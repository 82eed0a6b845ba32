// Why a call is refused, before a dialect puts it into its vendor's words.

export type FailureKind =
  | 'missing_key'
  | 'revoked_key'
  | 'out_of_quota'
  | 'rate_limited'
  | 'model_not_found'
  | 'invalid_request'
  | 'context_too_long'
  | 'too_large'
  | 'not_found'
  | 'method_not_allowed'
  /** A status that a behaviour asked for, or the sandbox's own refusal. */
  | 'status';

export interface Failure {
  kind: FailureKind;
  /** For kind `status`, and where a vendor refuses a request with another status than its usual one; the other kinds have the vendor's own. */
  status?: number | undefined;
  /** Replaces the vendor's usual sentence. */
  message?: string | undefined;
  /** Replaces the vendor's usual code. */
  code?: string | undefined;
  /** The field, model, path or key that it is about. */
  subject?: string | undefined;
  retryAfter?: string | undefined;
}

/** Thrown by whoever reads a request; caught where the call is served. */
export class Refusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message ?? failure.kind);
    this.failure = failure;
  }
}

export function invalid(subject: string | undefined, message: string): Refusal {
  return new Refusal({ kind: 'invalid_request', subject, message });
}
