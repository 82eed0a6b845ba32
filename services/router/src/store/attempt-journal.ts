// The router's witness: what was sent is on disk before it leaves, and every request ends as one fact.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  AttemptTermsSchema,
  AttemptUnknownSchema,
  UsageFactSchema,
  Witness,
  type AttemptTerms,
  type RequestFinished,
  type UsageFact,
} from '@switchyard/proto/event/v1/usage';
import { AppError, Reason } from '@switchyard/common/errors';
import type { Journal } from '@switchyard/common/journal';
import { currentTraceparent } from '@switchyard/common/telemetry';
import type { AttemptJournal, SentEntry } from '../domain/run/ports.js';
import { journalReserveBytes } from '../limits.js';

export class RouterJournal implements AttemptJournal {
  readonly #journal: Journal;
  readonly #now: () => number;

  constructor({ journal, now }: { journal: Journal; now: () => number }) {
    this.#journal = journal;
    this.#now = now;
  }

  sent(terms: AttemptTerms): SentEntry {
    try {
      return this.#journal.append({ kind: 'sent', id: terms.attemptId, payload: toBinary(AttemptTermsSchema, terms), reserveBytes: journalReserveBytes });
    } catch (error) {
      throw new AppError(Reason.JOURNAL_FULL, 'The router cannot write its journal, so the call was not made.', { cause: error, nextStep: 'Check the disk of the router and whether the ledger is consuming.' });
    }
  }

  finished(request: RequestFinished, entries: readonly SentEntry[]): void {
    const fact = this.#fact(`${request.requestId}/router/request`, request.payer?.tenant ?? '', { case: 'requestFinished', value: request });
    const [first, ...others] = entries;
    try {
      this.#journal.append({ kind: 'fact', id: fact.id, payload: toBinary(UsageFactSchema, fact), releases: first?.sequence });
    } catch (error) {
      // Without its end the entries stay open, and become "outcome unknown" at the next start: nothing is lost.
      throw new AppError(Reason.JOURNAL_FULL, 'The router cannot write its journal.', { cause: error });
    }
    for (const { sequence } of others) this.#journal.release(sequence);
  }

  /** Tells of attempts that were under way when the process ended. Called once, at start. */
  reportUnknown(): number {
    const open = this.#journal.open();
    for (const entry of open) {
      const terms = fromBinary(AttemptTermsSchema, entry.payload);
      const unknown = create(AttemptUnknownSchema, { terms, witness: Witness.ROUTER, startedAt: timestampFromMs(entry.recordedAtMs), why: 'the router stopped before the attempt ended' });
      const fact = this.#fact(`${terms.attemptId}/router/unknown`, terms.payer?.tenant ?? '', { case: 'attemptUnknown', value: unknown });
      this.#journal.append({ kind: 'fact', id: fact.id, payload: toBinary(UsageFactSchema, fact), releases: entry.sequence });
    }
    return open.length;
  }

  #fact(id: string, tenant: string, fact: UsageFact['fact']): UsageFact {
    return create(UsageFactSchema, { id, tenant, traceparent: currentTraceparent(), journalId: this.#journal.id, recordedAt: timestampFromMs(this.#now()), fact });
  }
}
