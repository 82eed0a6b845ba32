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
import { shortenFact, type Journal } from '@switchyard/common/journal';
import { currentTraceparent } from '@switchyard/common/telemetry';
import type { AttemptJournal, SentEntry } from '../domain/run/ports.js';
import { attemptRoomBytes, requestRoomBytes } from '../limits.js';

/** The end of a request that could not be written as it was. */
export interface LostEnd {
  readonly factId: string;
  /** Entries that stay open; none where a shortened end was written. */
  readonly sequences: readonly number[];
  readonly error: unknown;
}

export class RouterJournal implements AttemptJournal {
  readonly #journal: Journal;
  readonly #now: () => number;
  readonly #onLost: (lost: LostEnd) => void;

  constructor({ journal, now, onLost }: { journal: Journal; now: () => number; onLost: (lost: LostEnd) => void }) {
    this.#journal = journal;
    this.#now = now;
    this.#onLost = onLost;
  }

  sent(terms: AttemptTerms): SentEntry {
    const payload = toBinary(AttemptTermsSchema, terms);
    // The end repeats the terms of each attempt; the first one's entry also keeps the room of the request's own fields.
    const reserveBytes = payload.length + attemptRoomBytes + (terms.number === 1 ? payload.length + requestRoomBytes : 0);
    try {
      return this.#journal.append({ kind: 'sent', id: terms.attemptId, payload, reserveBytes });
    } catch (error) {
      throw new AppError(Reason.JOURNAL_FULL, 'The router cannot write its journal, so the call was not made.', { cause: error, nextStep: 'Check the disk of the router and whether the ledger is consuming.' });
    }
  }

  finished(request: RequestFinished, entries: readonly SentEntry[]): void {
    const fact = this.#fact(`${request.requestId}/router/request`, request.payer?.tenant ?? '', { case: 'requestFinished', value: request });
    const [first, ...others] = entries.map(({ sequence }) => sequence);
    const append = (what: UsageFact): unknown => this.#journal.append({ kind: 'fact', id: fact.id, payload: toBinary(UsageFactSchema, what), releases: first, usesRoomOf: others });
    try {
      try {
        append(fact);
      } catch (error) {
        append(shortenFact(fact));
        this.#onLost({ factId: fact.id, sequences: [], error });
      }
      for (const sequence of others) this.#journal.release(sequence);
    } catch (error) {
      // The answer is paid for and goes to its caller all the same. The entries become "outcome unknown" at the next start.
      this.#onLost({ factId: fact.id, sequences: entries.map(({ sequence }) => sequence), error });
    }
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
