// The booking transaction: facts in, entries and everything derived from them out, with the position of the last message.
import { createHash } from 'node:crypto';
import type { StreamPosition } from '@switchyard/common/events';
import { sql, sqlStateOf, type Database, type Transaction } from '@switchyard/common/postgres';
import type { PriceVersion } from '@switchyard/common/rating';
import type { AttemptAccount } from '../domain/attempt-account.js';
import { isBadFact } from '../domain/bad-fact.js';
import { parkedOf, planBooking, type BookingPlan, type DeliveredFact, type Disposition } from '../domain/plan-booking.js';
import { printable } from '../domain/printable.js';
import { testimoniesOf } from '../domain/testimony.js';
import { redriveMax } from '../limits.js';
import type { Crossing } from './budget-windows.js';
import { accountsOf } from './entry-rows.js';
import { hexOf, jsonOf, rowsOf } from './rows.js';
import { settleBudgets } from './settle-budgets.js';
import type { EntryRow, LedgerTables } from './tables.js';
import { writeParked, writePlan } from './write-plan.js';

type Tx = Transaction<LedgerTables>;

/** Whoever books holds it to the end of the transaction: one writer decides what follows from what. */
export const bookingLock = 'booking';

export interface BookedBatch {
  readonly rows: readonly EntryRow[];
  /** Of every fact of the batch; those that had been disposed of before are duplicates. */
  readonly dispositions: ReadonlyMap<string, Disposition>;
  readonly plans: readonly BookingPlan[];
  readonly crossings: readonly Crossing[];
}

export interface BookingOptions {
  readonly facts: readonly DeliveredFact[];
  readonly prices: ReadonlyMap<string, PriceVersion>;
  /** Of the last message that the facts came in. */
  readonly position: StreamPosition | undefined;
  readonly nowMs: () => number;
}

export class BookingStore {
  readonly #database: Database<LedgerTables>;
  readonly #consumer: string;

  constructor({ database, consumer }: { database: Database<LedgerTables>; consumer: string }) {
    this.#database = database;
    this.#consumer = consumer;
  }

  /** Where to go on reading; undefined before the first batch. */
  async position(): Promise<StreamPosition | undefined> {
    const row = await this.#database.db.selectFrom('consumer_positions').select(['incarnation', 'sequence']).where('name', '=', this.#consumer).executeTakeFirst();
    return row === undefined ? undefined : { incarnation: row.incarnation, sequence: BigInt(row.sequence) };
  }

  /** All of it or nothing. A fact whose content the database refuses is parked, and the others are booked. */
  async book(options: BookingOptions): Promise<BookedBatch> {
    try {
      return await this.#inTurn((tx) => this.#bookTogether(tx, options));
    } catch (error) {
      if (!isContentError(error)) throw error;
      return await this.#inTurn((tx) => this.#bookOneByOne(tx, options));
    }
  }

  /** Parked facts with what they need to be tried again; all of them when no id is named. */
  async readParked(ids: readonly string[]): Promise<{ fact_id: string; content: Buffer }[]> {
    const { rows } = await sql<{ fact_id: string; content: Buffer }>`
      select fact_id, content from parked_facts where ${ids.length === 0 ? sql`true` : sql`fact_id = any(${ids})`} order by parked_at, fact_id limit ${redriveMax}`.execute(this.#database.db);
    return rows;
  }

  /** Tries parked facts again, each by itself. What still cannot be booked stays parked. */
  async redrive({ facts, prices, nowMs }: Omit<BookingOptions, 'position'>): Promise<BookedBatch> {
    return this.#inTurn(async (tx) => {
      const batches: BookedBatch[] = [];
      for (const fact of facts) {
        await sql`savepoint one_fact`.execute(tx);
        try {
          const batch = await this.#redriveOne(tx, { fact, prices, now: new Date(nowMs()) });
          if (batch.dispositions.get(fact.id) === 'parked') await sql`rollback to savepoint one_fact`.execute(tx);
          batches.push(batch);
        } catch (error) {
          if (!isContentError(error)) throw error;
          await sql`rollback to savepoint one_fact`.execute(tx);
          batches.push({ rows: [], dispositions: new Map([[fact.id, 'parked']]), plans: [], crossings: [] });
        }
        await sql`release savepoint one_fact`.execute(tx);
      }
      return joined(batches);
    });
  }

  async #redriveOne(tx: Tx, { fact, prices, now }: { fact: DeliveredFact; prices: ReadonlyMap<string, PriceVersion>; now: Date }): Promise<BookedBatch> {
    await sql`delete from parked_facts where fact_id = ${fact.id}`.execute(tx);
    const before = await readAccounts(tx, attemptIdsOf([fact]));
    const plan = planBooking({ facts: [fact], accounts: before, prices });
    const disposition = plan.dispositions.get(fact.id) ?? 'duplicate';
    if (disposition === 'parked') return { rows: [], dispositions: plan.dispositions, plans: [], crossings: [] };
    const rows = await writePlan(tx, plan, now);
    await sql`update facts set disposition = ${disposition} where fact_id = ${fact.id}`.execute(tx);
    // What was disputed no longer is, also where nothing was added.
    const crossings = await settlePlan(tx, plan, now, new Map([...before, ...plan.accounts]));
    return { rows, dispositions: plan.dispositions, plans: [plan], crossings };
  }

  #inTurn<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#database.withAdvisoryLock(bookingLock, work);
  }

  async #bookTogether(tx: Tx, options: BookingOptions): Promise<BookedBatch> {
    const batch = await this.#bookFacts(tx, options);
    await this.#remember(tx, options.position);
    return batch;
  }

  async #bookOneByOne(tx: Tx, options: BookingOptions): Promise<BookedBatch> {
    const batches: BookedBatch[] = [];
    for (const fact of options.facts) {
      await sql`savepoint one_fact`.execute(tx);
      try {
        batches.push(await this.#bookFacts(tx, { ...options, facts: [fact] }));
      } catch (error) {
        if (!isContentError(error)) throw error;
        await sql`rollback to savepoint one_fact`.execute(tx);
        batches.push(await this.#park(tx, fact, `The database refuses it: ${(error as Error).message}`, options.nowMs()));
      }
      await sql`release savepoint one_fact`.execute(tx);
    }
    await this.#remember(tx, options.position);
    return joined(batches);
  }

  async #bookFacts(tx: Tx, { facts, prices, nowMs }: BookingOptions): Promise<BookedBatch> {
    const now = new Date(nowMs());
    const fresh = await claimFacts(tx, facts, now);
    const plan = planBooking({ facts: fresh, accounts: await readAccounts(tx, attemptIdsOf(fresh)), prices });
    const rows = await writePlan(tx, plan, now);
    await amendDispositions(tx, plan.dispositions);
    const dispositions = new Map(facts.flatMap(({ id, fact }): [string, Disposition][] => (fact?.fact.case === 'journalWatermark' ? [] : [[id, plan.dispositions.get(id) ?? 'duplicate']])));
    return { rows, dispositions, plans: [plan], crossings: await settlePlan(tx, plan, now) };
  }

  async #park(tx: Tx, fact: DeliveredFact, reason: string, nowMs: number): Promise<BookedBatch> {
    const id = printable(fact.id);
    await writeParked(tx, [{ ...parkedOf(fact, reason), factId: id }], new Date(nowMs));
    await sql`insert into facts values (${id}, ${hashOf(fact.bytes)}, 'parked', ${new Date(nowMs)}) on conflict (fact_id) do nothing`.execute(tx);
    return { rows: [], dispositions: new Map([[fact.id, 'parked']]), plans: [], crossings: [] };
  }

  async #remember(tx: Tx, position: StreamPosition | undefined): Promise<void> {
    if (position === undefined) return;
    await sql`
      insert into consumer_positions values (${this.#consumer}, ${position.incarnation}, ${position.sequence.toString()})
      on conflict (name) do update set incarnation = excluded.incarnation, sequence = excluded.sequence`.execute(tx);
  }
}

function joined(batches: readonly BookedBatch[]): BookedBatch {
  return {
    rows: batches.flatMap(({ rows }) => rows),
    dispositions: new Map(batches.flatMap(({ dispositions }) => [...dispositions])),
    plans: batches.flatMap(({ plans }) => plans),
    crossings: batches.flatMap(({ crossings }) => crossings),
  };
}

export function settlePlan(tx: Tx, plan: BookingPlan, now: Date, accounts: ReadonlyMap<string, AttemptAccount> = plan.accounts): Promise<Crossing[]> {
  const { entries, requests, holdIds, lostHolds } = plan;
  return settleBudgets(tx, { accounts, entries, requests, holdIds, lostHolds, now });
}

/** Marks facts as taken and returns those that nobody had taken before, each once. Watermarks are no facts to keep. */
async function claimFacts(tx: Tx, facts: readonly DeliveredFact[], now: Date): Promise<DeliveredFact[]> {
  const kept = new Map(facts.filter(({ fact }) => fact?.fact.case !== 'journalWatermark').map((fact) => [fact.id, fact]));
  const rows = [...kept.values()].map(({ id, bytes }) => ({ fact_id: id, hash: hexOf(hashOf(bytes)), disposition: 'booked', disposed_at: now }));
  if (rows.length === 0) return [...facts];
  const taken = await sql<{ fact_id: string }>`insert into facts select * from ${rowsOf('facts', rows)} on conflict (fact_id) do nothing returning fact_id`.execute(tx);
  const isTaken = new Set(taken.rows.map(({ fact_id }) => fact_id));
  return facts.filter((fact) => fact.fact?.fact.case === 'journalWatermark' || (isTaken.has(fact.id) && kept.get(fact.id) === fact));
}

async function amendDispositions(tx: Tx, dispositions: ReadonlyMap<string, Disposition>): Promise<void> {
  const others = [...dispositions].filter(([, disposition]) => disposition !== 'booked').map(([fact_id, disposition]) => ({ fact_id, disposition }));
  if (others.length === 0) return;
  await sql`update facts set disposition = o.disposition from json_to_recordset(${jsonOf(others)}::json) as o(fact_id text, disposition text) where facts.fact_id = o.fact_id`.execute(tx);
}

export async function readAccounts(tx: Tx, attemptIds: readonly string[]): Promise<Map<string, AttemptAccount>> {
  if (attemptIds.length === 0) return new Map();
  const { rows } = await sql<EntryRow>`select * from entries where attempt_id = any(${attemptIds}::uuid[]) order by attempt_id, entry_no`.execute(tx);
  return accountsOf(rows);
}

function attemptIdsOf(facts: readonly DeliveredFact[]): string[] {
  return [...new Set(facts.flatMap(({ fact }) => (fact === undefined ? [] : attemptIdsOfFact(fact))))];
}

function attemptIdsOfFact(fact: NonNullable<DeliveredFact['fact']>): string[] {
  try {
    return testimoniesOf(fact).map(({ terms }) => terms.attemptId);
  } catch (error) {
    if (isBadFact(error)) return [];
    throw error;
  }
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Data that cannot be stored (22), that breaks a rule of the tables (23) or is too large for an index (54): another try ends the same way. */
function isContentError(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state !== undefined && ['22', '23', '54'].some((kind) => state.startsWith(kind));
}
