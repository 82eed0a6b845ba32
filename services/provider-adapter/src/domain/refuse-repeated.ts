// No attempt is sent twice: one that the journal knows is refused.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { AppError, Reason } from '@switchyard/common/errors';
import type { AttemptJournal } from './ports.js';

/** Throws DUPLICATE_ATTEMPT that names the first. */
export function refuseRepeated(journal: Pick<AttemptJournal, 'has'>, attempts: readonly Pick<AttemptTerms, 'attemptId'>[]): void {
  const repeated = attempts.find(({ attemptId }) => journal.has(attemptId));
  if (repeated !== undefined) throw repeatedAttempt(repeated.attemptId);
}

export function repeatedAttempt(attemptId: string): AppError {
  return new AppError(Reason.DUPLICATE_ATTEMPT, `Attempt ${attemptId} was sent before.`, { nextStep: 'Another try needs another attempt id.' });
}
