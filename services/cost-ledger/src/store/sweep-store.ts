// What time and other journals' watermarks decide: attempts that nobody else reports, holds that nobody else ends.
import { Witness } from '@switchyard/proto/event/v1/usage';
import { sql, type Database, type Transaction } from '@switchyard/common/postgres';
import type { PriceVersion } from '@switchyard/common/rating';
import { planEstimates, type BookingPlan, type Waiting } from '../domain/plan-booking.js';
import { waitingOf } from '../domain/waiting-fact.js';
import { keepMs, purgeRowsMax, sweepRowsMax, unknownSettleMs, witnessMarginMs, witnessSilentMs } from '../limits.js';
import { bookingLock, readAccounts, settlePlan } from './booking-store.js';
import { readCrossings, type Crossing } from './budget-windows.js';
import { settleBudgets } from './settle-budgets.js';
import type { EntryRow, LedgerTables } from './tables.js';
import { writePlan } from './write-plan.js';

type Tx = Transaction<LedgerTables>;

export interface Overdue extends Waiting {
  /** True when no adapter's watermark came in time: an alarm. */
  readonly isUnwitnessed: boolean;
}

export interface Estimated {
  readonly rows: readonly EntryRow[];
  readonly plan: BookingPlan;
  readonly crossings: readonly Crossing[];
}

export class SweepStore {
  readonly #database: Database<LedgerTables>;
  readonly #nowMs: () => number;
  readonly #witnessWaitMs: number;
  readonly #holdSuspectAfterMs: number;

  constructor(options: { database: Database<LedgerTables>; nowMs: () => number; witnessWaitMs: number; holdSuspectAfterMs: number }) {
    this.#database = options.database;
    this.#nowMs = options.nowMs;
    this.#witnessWaitMs = options.witnessWaitMs;
    this.#holdSuspectAfterMs = options.holdSuspectAfterMs;
  }

  /**
   * Attempts that need not be waited for any more: every adapter that is alive has told of all that it started up to a
   * while after the router's send, or nobody did for too long.
   */
  async overdue(): Promise<Overdue[]> {
    const nowMs = this.#nowMs();
    const { rows } = await sql<{ fact_id: string; content: Buffer; unwitnessed: boolean }>`
      with adapters as (
        select min(complete_until) as complete_until from watermarks where witness = ${Witness.ADAPTER} and heard_at > ${new Date(nowMs - witnessSilentMs)}
      )
      select p.fact_id, p.content, coalesce(a.complete_until <= p.started_at + ${witnessMarginMs} * interval '1 ms', true) as unwitnessed
      from pending_attempts p, adapters a
      where a.complete_until > p.started_at + ${witnessMarginMs} * interval '1 ms' or p.received_at <= ${new Date(nowMs - this.#witnessWaitMs)}
      order by p.received_at limit ${sweepRowsMax}`.execute(this.#database.db);
    return rows.map(({ fact_id, content, unwitnessed }) => ({ testimony: waitingOf(content), factId: fact_id, isUnwitnessed: unwitnessed }));
  }

  /** Books them at their bounds, unless their adapter has spoken meanwhile. */
  async estimate(overdue: readonly Overdue[], prices: ReadonlyMap<string, PriceVersion>, note: string): Promise<Estimated> {
    return this.#database.withAdvisoryLock(bookingLock, async (tx) => {
      const ids = overdue.map(({ testimony }) => testimony.terms.attemptId);
      const { rows: still } = await sql<{ attempt_id: string }>`select attempt_id from pending_attempts where attempt_id = any(${ids}::uuid[])`.execute(tx);
      const isPending = new Set(still.map(({ attempt_id }) => attempt_id));
      const waiting = overdue.filter(({ testimony }) => isPending.has(testimony.terms.attemptId));
      const plan = planEstimates(waiting, { accounts: await readAccounts(tx, ids), prices, note });
      const now = new Date(this.#nowMs());
      const rows = await writePlan(tx, plan, now);
      await sql`delete from pending_attempts where attempt_id = any(${[...isPending]}::uuid[])`.execute(tx);
      return { rows, plan, crossings: await settlePlan(tx, plan, now) };
    });
  }

  /** Marks holds past their time. They go on counting in full. */
  async markSuspects(): Promise<string[]> {
    const nowMs = this.#nowMs();
    const { rows } = await sql<{ id: string }>`
      update holds set state = 'suspect', reason = 'its deadline has passed and not all of its evidence is here'
      where state = 'open' and deadline < ${new Date(nowMs - this.#holdSuspectAfterMs)} returning id`.execute(this.#database.db);
    return rows.map(({ id }) => id);
  }

  /** Closes holds whose last evidence was not a fact that names them. Time alone closes none. */
  async closeByEvidence(): Promise<readonly Crossing[]> {
    const nowMs = this.#nowMs();
    if ((await findEvidence(this.#database.db, nowMs)).size === 0) return [];
    return this.#database.withAdvisoryLock(bookingLock, async (tx) => {
      const found = await findEvidence(tx, nowMs);
      if (found.size === 0) return [];
      const closing = new Map([...found].flatMap(([id, reason]): [string, string][] => (reason === '' ? [] : [[id, reason]])));
      return settleBudgets(tx, { accounts: new Map(), entries: [], requests: [], holdIds: found.keys(), lostHolds: new Map(), closing, now: new Date(nowMs) });
    });
  }

  /** Thresholds that holds alone have passed. */
  async crossings(): Promise<Crossing[]> {
    return this.#database.transaction(async (tx) => {
      const now = new Date(this.#nowMs());
      const { rows } = await sql<{ id: string }>`
        select distinct b.id from budgets b join budget_windows w on w.budget_id = b.id
        where b.deleted_at is null and w.window_end > ${now} and (cardinality(b.alert_percents) > 0 or b.stop_percent > 0)`.execute(tx);
      return rows.length === 0 ? [] : readCrossings(tx, { budgetIds: rows.map(({ id }) => id), now });
    });
  }

  /** Forgets what is kept for 30 days only. Entries and postings are kept. */
  async purge(): Promise<void> {
    const before = new Date(this.#nowMs() - keepMs);
    await sql`delete from requests where request_id in (select request_id from requests where received_at < ${before} limit ${purgeRowsMax})`.execute(this.#database.db);
    await sql`delete from facts where fact_id in (select fact_id from facts where disposed_at < ${before} and disposition <> 'parked' limit ${purgeRowsMax})`.execute(this.#database.db);
  }
}

/**
 * Holds that may end, with the sentence why; an empty one leaves it to the request's own attempts.
 *
 * - Its request has ended (a grant that came late, or an attempt that did not name the hold).
 * - Its router was restarted and reported its lost attempts: no other will be sent, its journal was read past that report
 *   (or, where the router came back by another name, a minute of silence followed), and all that are known are booked.
 * - It is suspect, its router's journal was read past its deadline, and all attempts that were sent are booked.
 */
async function findEvidence(db: Tx | Database<LedgerTables>['db'], nowMs: number): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; reason: string }>`
    with candidates as (
      select h.*, exists (select 1 from pending_attempts p where p.hold_id = h.id)
        or exists (select 1 from parked_facts f where f.hold_id = h.id and not exists (select 1 from entries e where e.attempt_id = f.attempt_id)) as is_waiting
      from holds h where h.state in ('open', 'suspect') order by h.opened_at limit ${sweepRowsMax}
    )
    select c.id, '' as reason from candidates c
      where (c.attempt_ids is not null and not exists (select 1 from unnest(c.attempt_ids) a(id) where not exists (select 1 from entries e where e.attempt_id = a.id and e.entry_no = 1)))
    union all
    select c.id, 'its router was restarted, and every attempt that it had sent is booked' from candidates c
      where c.attempt_ids is null and c.lost_at is not null and not c.is_waiting and (c.lost_at < ${new Date(nowMs - unknownSettleMs)}
        or exists (select 1 from watermarks w where w.witness = ${Witness.ROUTER} and w.owner = c.owner and w.complete_until > c.lost_at))
    union all
    select c.id, 'the journal of its router was read past its deadline, and every attempt that was sent is booked' from candidates c
      join watermarks w on w.witness = ${Witness.ROUTER} and w.owner = c.owner and w.complete_until > c.deadline
      where c.attempt_ids is null and c.lost_at is null and c.state = 'suspect' and not c.is_waiting
    union all
    select c.id, 'its request had ended before it was granted' from candidates c
      join requests r on r.request_id = c.request_id where c.attempt_ids is null and not c.is_waiting and c.id <> r.hold_id`.execute(db);
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}
