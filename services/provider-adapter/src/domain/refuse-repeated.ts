// No attempt is sent twice: one that the journal knows is refused.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { AppError, Reason } from '@switchyard/common/errors';
import type { AttemptJournal } from './ports.js';

/** Throws DUPLICATE_ATTEMPT that names the first. */
export function refuseRepeated(journal: Pick<AttemptJournal, 'has'>, attempts: readonly Pick<AttemptTerms, 'attemptId'>[]): void {
  const repeated = attempts.find(({ attemptId }) => journal.has(attemptId));
  if (repeated !== undefined) throw new AppError(Reason.DUPLICATE_ATTEMPT, `Attempt ${repeated.attemptId} was sent before.`, { nextStep: 'Another try needs another attempt id.' });
}
