// A failure between router and adapter, told apart by the one question that matters: can the provider bill for it?
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { AttemptReportSchema, type AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { Reason, toAppError } from '@switchyard/common/errors';

/** Reasons after which the call may have reached the provider. */
const mayHaveLeft: ReadonlySet<Reason> = new Set([Reason.OUTCOME_UNKNOWN, Reason.INTERNAL, Reason.DEADLINE_EXCEEDED, Reason.CANCELLED, Reason.UNSPECIFIED]);

/** A report for an attempt that surely never left; undefined when its outcome is unknown. */
export function reportOfRefusal(error: unknown): AttemptReport | undefined {
  const known = toAppError(error);
  if (mayHaveLeft.has(known.reason)) return undefined;
  return create(AttemptReportSchema, {
    outcome: AttemptOutcome.FAILED,
    // The transport's own words name addresses inside; they are for the log.
    failure: { errorClass: ErrorClass.INTERNAL, message: known.reason === Reason.STORE_UNAVAILABLE ? 'provider-adapter cannot be reached at the moment.' : known.message },
    evidence: Evidence.REPORTED,
    sent: false,
  });
}
