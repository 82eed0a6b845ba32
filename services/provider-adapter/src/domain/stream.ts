// A streamed call: the answer as it comes, and always a report at the end.
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import type { Usage } from '@switchyard/proto/common/v1/usage';
import type { AnswerStep } from '../adapter/answer-step.js';
import type { Attempts } from './attempts.js';
import type { OrderedCall } from './calls/call.js';
import { untilLeft } from './complete.js';

export type StreamFrame =
  | { readonly kind: 'started' }
  | { readonly kind: 'steps'; readonly steps: readonly AnswerStep[] }
  | { readonly kind: 'usage'; readonly usage: Usage }
  | { readonly kind: 'report'; readonly report: AttemptReport };

/** Pulled by its reader: one that is slow pauses the provider's socket. Throws what begin() throws, and CANCELLED. */
export async function* stream(attempts: Attempts, call: OrderedCall, signal: AbortSignal): AsyncGenerator<StreamFrame, void> {
  signal.throwIfAborted();
  const begun = await attempts.begin(call, { purpose: 'attempts' });
  if (begun.kind === 'refused') {
    yield { kind: 'report', report: begun.report };
    return;
  }
  const { attempt } = begun;
  // Also while the reader is away: its call may end although nobody asks for the next frame.
  const onAbort = (): void => attempt.cancel();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    yield { kind: 'started' };
    for (;;) {
      const steps = await untilLeft(attempt, signal, attempt.pull());
      if (steps === undefined) break;
      yield { kind: 'steps', steps };
    }
    const report = await attempt.done;
    if (report.usage !== undefined) yield { kind: 'usage', usage: report.usage };
    yield { kind: 'report', report };
  } finally {
    signal.removeEventListener('abort', onAbort);
    attempt.cancel();
  }
}
