// What a batch of facts adds to the ledger: entries, attempts to wait for, requests, watermarks, and what is parked. Pure.
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { JournalWatermark, RequestFinished, UsageFact } from '@switchyard/proto/event/v1/usage';
import type { PriceVersion } from '@switchyard/common/rating';
import { addEntry, type AttemptAccount, type EntryAmounts } from './attempt-account.js';
import { isBadFact } from './bad-fact.js';
import { decideEntry } from './decide-entry.js';
import { awaitsAdapter, subjectOf, testimoniesOf, type Testimony } from './testimony.js';
import { valueOf } from './value.js';

/** A fact as it was delivered. */
export interface DeliveredFact {
  readonly id: string;
  readonly journalId: string;
  readonly bytes: Uint8Array;
  /** undefined when the bytes are no fact; `problem` says why. */
  readonly fact: UsageFact | undefined;
  readonly problem: string;
  /** What was changed in the fact so that it can be booked. */
  readonly note?: string;
}

export type Disposition = 'booked' | 'duplicate' | 'parked';

export interface PlannedEntry {
  readonly entryNo: number;
  readonly amounts: EntryAmounts;
  /** Where the attempt stood before and after it. */
  readonly before: AttemptAccount | undefined;
  readonly after: AttemptAccount;
  readonly testimony: Testimony;
  readonly notes: readonly string[];
  readonly factId: string;
  readonly isSecondCall: boolean;
}

/** An attempt whose adapter has not spoken yet. */
export interface Waiting {
  readonly testimony: Testimony;
  readonly factId: string;
}

export interface ParkedFact {
  readonly factId: string;
  readonly reason: string;
  readonly tenant: string;
  readonly attemptId: string | undefined;
  readonly holdId: string | undefined;
  readonly bytes: Uint8Array;
}

export interface FinishedRequest {
  readonly request: RequestFinished;
  readonly factId: string;
  readonly bytes: Uint8Array;
}

export interface BookingPlan {
  readonly entries: readonly PlannedEntry[];
  readonly waiting: readonly Waiting[];
  readonly requests: readonly FinishedRequest[];
  readonly watermarks: readonly { readonly watermark: JournalWatermark; readonly recordedAtMs: number }[];
  readonly parked: readonly ParkedFact[];
  readonly dispositions: ReadonlyMap<string, Disposition>;
  /** Of every attempt that was touched, where it stands now. */
  readonly accounts: ReadonlyMap<string, AttemptAccount>;
  /** Holds that anything in the batch names. */
  readonly holdIds: ReadonlySet<string>;
  /** Holds of attempts whose router was restarted, with the time by its clock at which it said so: no other will be sent. */
  readonly lostHolds: ReadonlyMap<string, number>;
}

export interface BookingInput {
  readonly facts: readonly DeliveredFact[];
  readonly accounts: ReadonlyMap<string, AttemptAccount>;
  readonly prices: ReadonlyMap<string, PriceVersion>;
}

export function planBooking({ facts, accounts, prices }: BookingInput): BookingPlan {
  const planner = new Planner(accounts, prices);
  for (const fact of facts) planner.add(fact);
  return planner;
}

/** Books what was waited for in vain: the router's word is all there is. */
export function planEstimates(waiting: readonly Waiting[], { accounts, prices, note }: Omit<BookingInput, 'facts'> & { note: string }): BookingPlan {
  const planner = new Planner(accounts, prices);
  for (const { testimony, factId } of waiting) planner.book({ ...testimony, note: testimony.note === '' ? note : `${testimony.note}; ${note}` }, factId);
  return planner;
}

class Planner implements BookingPlan {
  readonly entries: PlannedEntry[] = [];
  readonly requests: FinishedRequest[] = [];
  readonly watermarks: { watermark: JournalWatermark; recordedAtMs: number }[] = [];
  readonly parked: ParkedFact[] = [];
  readonly dispositions = new Map<string, Disposition>();
  readonly accounts = new Map<string, AttemptAccount>();
  readonly holdIds = new Set<string>();
  readonly lostHolds = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #before: ReadonlyMap<string, AttemptAccount>;
  readonly #prices: ReadonlyMap<string, PriceVersion>;

  constructor(before: ReadonlyMap<string, AttemptAccount>, prices: ReadonlyMap<string, PriceVersion>) {
    this.#before = before;
    this.#prices = prices;
  }

  get waiting(): readonly Waiting[] {
    return [...this.#waiting.values()];
  }

  add(delivered: DeliveredFact): void {
    const { id, fact, bytes } = delivered;
    if (fact === undefined) return this.#park(delivered, delivered.problem, undefined);
    if (fact.fact.case === 'journalWatermark') {
      this.watermarks.push({ watermark: fact.fact.value, recordedAtMs: fact.recordedAt === undefined ? 0 : timestampMs(fact.recordedAt) });
      return;
    }
    let testimonies: readonly Testimony[];
    try {
      testimonies = testimoniesOf(fact).map((testimony) => noted(testimony, delivered.note ?? ''));
      if (fact.fact.case === undefined) return this.#park(delivered, 'The fact says nothing that this version of the ledger knows.', undefined);
      if (fact.fact.case === 'requestFinished' && fact.fact.value.requestId === '') return this.#park(delivered, 'The request has no id.', undefined);
    } catch (error) {
      if (!isBadFact(error)) throw error;
      return this.#park(delivered, error.message, undefined);
    }
    if (fact.fact.case === 'requestFinished') {
      this.requests.push({ request: fact.fact.value, factId: id, bytes });
      if (fact.fact.value.holdId !== '') this.holdIds.add(fact.fact.value.holdId);
    }
    const outcomes = testimonies.map((testimony) => this.#hear(testimony, delivered));
    if (outcomes.includes('parked')) return;
    const isNew = fact.fact.case === 'requestFinished' || outcomes.includes('booked');
    this.dispositions.set(id, isNew ? 'booked' : 'duplicate');
  }

  #hear(testimony: Testimony, delivered: DeliveredFact): Disposition {
    const { attemptId, holdId } = testimony.terms;
    if (holdId !== '') this.holdIds.add(holdId);
    if (awaitsAdapter(testimony)) {
      if (holdId !== '' && delivered.fact?.fact.case === 'attemptUnknown') this.#noteLost(holdId, delivered.fact.recordedAt === undefined ? testimony.startedAtMs : timestampMs(delivered.fact.recordedAt));
      if (this.#account(attemptId) !== undefined) return 'duplicate';
      if (!this.#waiting.has(attemptId)) this.#waiting.set(attemptId, { testimony, factId: delivered.id });
      return 'booked';
    }
    const decision = this.book(testimony, delivered.id);
    if (decision.kind === 'conflict') {
      // It is touched all the same: what is disputed counts by its bound.
      const account = this.#account(attemptId);
      if (account !== undefined) this.accounts.set(attemptId, account);
      this.#park(delivered, decision.reason, testimony);
      return 'parked';
    }
    return decision.kind === 'add' ? 'booked' : 'duplicate';
  }

  book(testimony: Testimony, factId: string): ReturnType<typeof decideEntry> {
    const { attemptId, holdId, priceVersion } = testimony.terms;
    if (holdId !== '') this.holdIds.add(holdId);
    const account = this.#account(attemptId);
    const decision = decideEntry(account, valueOf(testimony, this.#prices.get(priceVersion)));
    this.#waiting.delete(attemptId);
    if (decision.kind !== 'add') return decision;
    const next = addEntry(account, decision.entry);
    this.accounts.set(attemptId, next);
    this.entries.push({ entryNo: next.entryCount, amounts: decision.entry, before: account, after: next, testimony, notes: decision.notes, factId, isSecondCall: decision.isSecondCall });
    return decision;
  }

  #noteLost(holdId: string, atMs: number): void {
    this.lostHolds.set(holdId, Math.max(atMs, this.lostHolds.get(holdId) ?? atMs));
  }

  #account(attemptId: string): AttemptAccount | undefined {
    return this.accounts.get(attemptId) ?? this.#before.get(attemptId);
  }

  #park({ id, fact, bytes }: DeliveredFact, reason: string, testimony: Testimony | undefined): void {
    this.dispositions.set(id, 'parked');
    if (this.parked.some(({ factId }) => factId === id)) return;
    this.parked.push(parkedOf({ id, fact, bytes }, reason, testimony?.terms.attemptId));
  }
}

function noted(testimony: Testimony, note: string): Testimony {
  return note === '' ? testimony : { ...testimony, note: testimony.note === '' ? note : `${testimony.note}; ${note}` };
}

/** attemptId says which attempt of a request is disputed, where the fact speaks of several. */
export function parkedOf({ id, fact, bytes }: Pick<DeliveredFact, 'id' | 'fact' | 'bytes'>, reason: string, attemptId?: string): ParkedFact {
  const subject = fact === undefined ? { attemptId: undefined, holdId: undefined } : subjectOf(fact);
  return { factId: id, reason, tenant: fact?.tenant ?? '', attemptId: attemptId ?? subject.attemptId, holdId: subject.holdId, bytes };
}
