// A plain call: the whole answer, or the failure of this one attempt.
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { AppError, Reason } from '@switchyard/common/errors';
import type { Attempt } from './attempt.js';
import type { AnswerFold } from './answer-fold.js';
import type { Attempts } from './attempts.js';
import type { OrderedCall } from './calls/call.js';
import type { CredentialPurpose } from './ports.js';

export interface Completed {
  /** undefined on failure: half an answer is none. */
  readonly answer: AnswerFold | undefined;
  readonly report: AttemptReport;
}

/** Throws what begin() throws, and CANCELLED when the caller leaves; the attempt then goes on without it. */
export async function complete(attempts: Attempts, call: OrderedCall, { signal, purpose = 'attempts' }: { signal: AbortSignal; purpose?: CredentialPurpose }): Promise<Completed> {
  signal.throwIfAborted();
  const begun = await attempts.begin(call, { purpose });
  if (begun.kind === 'refused') return { answer: undefined, report: begun.report };
  const { attempt } = begun;
  // It may have left while keys and revision were awaited: then nothing is sent.
  if (signal.aborted) attempt.cancel();
  const report = await untilLeft(attempt, signal, attempt.run());
  const isAnswer = report.outcome === AttemptOutcome.SUCCEEDED || report.outcome === AttemptOutcome.INCOMPLETE;
  return { answer: isAnswer ? attempt.fold : undefined, report };
}

/** Waits for the work, or until the caller leaves: then the attempt is cancelled and this throws CANCELLED at once. */
export async function untilLeft<T>(attempt: Attempt, signal: AbortSignal, work: Promise<T>): Promise<T> {
  const left = Promise.withResolvers<never>();
  const onAbort = (): void => {
    attempt.cancel();
    left.reject(new AppError(Reason.CANCELLED, 'The caller went away.'));
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([left.promise, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
