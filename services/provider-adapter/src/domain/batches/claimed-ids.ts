// Ids of items that are on their way to a vendor or were handed over here, so that no batch with one of them goes again. The
// journal knows an attempt only while it is open; a batch runs for a day.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { claimedIdsMax } from '../../limits.js';
import { repeatedAttempt } from '../refuse-repeated.js';

export class ClaimedIds {
  /** In the order in which they were claimed: when there are too many the oldest go. */
  readonly #ids = new Set<string>();

  /** All, or none. Throws DUPLICATE_ATTEMPT that names the first that was claimed before. */
  claim(attempts: readonly Pick<AttemptTerms, 'attemptId'>[]): void {
    const repeated = attempts.find(({ attemptId }) => this.#ids.has(attemptId));
    if (repeated !== undefined) throw repeatedAttempt(repeated.attemptId);
    for (const { attemptId } of attempts) this.#ids.add(attemptId);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= claimedIdsMax) break;
      this.#ids.delete(oldest);
    }
  }

  /** Nothing of these left. */
  giveBack(attempts: readonly Pick<AttemptTerms, 'attemptId'>[]): void {
    for (const { attemptId } of attempts) this.#ids.delete(attemptId);
  }
}
