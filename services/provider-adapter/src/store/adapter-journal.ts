// The adapter's witness: an attempt is on disk before its first byte leaves, and its end before anybody hears of it.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { AttemptTermsSchema, AttemptUnknownSchema, UsageFactSchema, Witness, type AttemptFinished, type AttemptTerms, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { AppError, Reason } from '@switchyard/common/errors';
import { shortenFact, type Journal } from '@switchyard/common/journal';
import type { AttemptJournal, StartedEntry } from '../domain/ports.js';
import { factOverheadBytes, rawUsageBytesMax } from '../limits.js';

export class AdapterJournal implements AttemptJournal {
  readonly #journal: Journal;
  readonly #now: () => number;

  constructor({ journal, now }: { journal: Journal; now: () => number }) {
    this.#journal = journal;
    this.#now = now;
  }

  get id(): string {
    return this.#journal.id;
  }

  has(attemptId: string): boolean {
    return this.#journal.has(attemptId);
  }

  started(terms: AttemptTerms, traceparent: string): StartedEntry {
    const payload = toBinary(AttemptTermsSchema, terms);
    try {
      const { sequence } = this.#journal.append({ kind: 'started', id: terms.attemptId, payload, reserveBytes: payload.length + rawUsageBytesMax + factOverheadBytes });
      return { sequence, traceparent };
    } catch (error) {
      throw noRoom('so the call was not made', error);
    }
  }

  finished(entry: StartedEntry, finished: AttemptFinished): void {
    const { attemptId = '', payer } = finished.terms ?? {};
    this.#append(`${attemptId}/adapter/finished`, { tenant: payer?.tenant ?? '', entry, fact: { case: 'attemptFinished', value: finished } });
  }

  unknown({ sequence, traceparent }: StartedEntry, { terms, startedAtMs, why }: { terms: AttemptTerms; startedAtMs: number; why: string }): void {
    const value = create(AttemptUnknownSchema, { terms, witness: Witness.ADAPTER, startedAt: timestampFromMs(startedAtMs), why });
    this.#append(`${terms.attemptId}/adapter/unknown`, { tenant: terms.payer?.tenant ?? '', entry: { sequence, traceparent }, fact: { case: 'attemptUnknown', value } });
  }

  handedOver({ sequence }: StartedEntry): void {
    this.#journal.release(sequence);
  }

  learned(fact: AttemptFinished, traceparent: string): void {
    const { attemptId = '', payer } = fact.terms ?? {};
    try {
      this.#append(`${attemptId}/adapter/finished`, { tenant: payer?.tenant ?? '', entry: { sequence: undefined, traceparent }, fact: { case: 'attemptFinished', value: fact } });
    } catch (error) {
      throw noRoom('so what was learned is not booked yet', error);
    }
  }

  /** Tells of attempts that were under way when the process ended. Called once, at start. */
  reportUnknown(): number {
    const open = this.#journal.open();
    for (const { payload, recordedAtMs, sequence } of open) {
      const terms = fromBinary(AttemptTermsSchema, payload);
      this.unknown({ sequence, traceparent: '' }, { terms, startedAtMs: recordedAtMs, why: 'the adapter stopped before the attempt ended' });
    }
    return open.length;
  }

  #append(id: string, { tenant, entry, fact }: { tenant: string; entry: Omit<StartedEntry, 'sequence'> & { readonly sequence: number | undefined }; fact: UsageFact['fact'] }): void {
    const message = create(UsageFactSchema, { id, tenant, traceparent: entry.traceparent, journalId: this.#journal.id, recordedAt: timestampFromMs(this.#now()), fact });
    const append = (what: UsageFact): unknown => this.#journal.append({ kind: 'fact', id, payload: toBinary(UsageFactSchema, what), ...(entry.sequence === undefined ? {} : { releases: entry.sequence }) });
    try {
      append(message);
    } catch {
      // What is booked of it is a fraction of it, and may fit.
      try {
        append(shortenFact(message));
      } catch (error) {
        throw new Error(`The fact ${id} does not fit into the journal ${this.#journal.id}.`, { cause: error });
      }
    }
  }
}

function noRoom(consequence: string, cause: unknown): AppError {
  return new AppError(Reason.JOURNAL_FULL, `The adapter cannot write its journal, ${consequence}.`, { cause, nextStep: 'Check the disk of the adapter and whether the ledger is consuming.' });
}
