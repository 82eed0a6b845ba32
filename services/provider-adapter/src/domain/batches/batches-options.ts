// What every task about batches is done with.
import type { AttemptClock, AttemptEvents, AttemptJournal } from '../ports.js';
import type { Accounts } from './open-account.js';

export interface BatchesOptions extends Accounts {
  readonly journal: AttemptJournal;
  readonly events: AttemptEvents;
  readonly clock: AttemptClock;
}
