// Budgets as people set them, where they stand, and the holds that are not closed.
import { randomUUID } from 'node:crypto';
import { AppError, Reason } from '@switchyard/common/errors';
import { isUniqueViolation, sql, type Database, type Transaction } from '@switchyard/common/postgres';
import { holdsListedMax } from '../limits.js';
import { bookingLock } from './booking-store.js';
import { isSameShape, rebuildBudget } from './rebuild-budget.js';
import type { BudgetRow, HoldRow, LedgerTables } from './tables.js';

type Tx = Transaction<LedgerTables>;

export type BudgetSettings = Omit<BudgetRow, 'deleted_at'>;

export interface BudgetStateRow extends BudgetRow {
  readonly window_start: Date;
  readonly window_end: Date;
  readonly posted_picousd: string;
  readonly held_picousd: string;
  readonly overrun_picousd: string;
  readonly open_holds: number;
  readonly suspect_holds: number;
}

export interface ListedHold extends HoldRow {
  readonly budget_ids: string[];
}

const settings = ['name', 'scope', 'scope_id', 'window_kind', 'zone', 'limit_picousd', 'hard', 'stopped', 'stop_percent'] as const;
const everything = sql`true`;

export class BudgetStore {
  readonly #database: Database<LedgerTables>;
  readonly #nowMs: () => number;

  constructor({ database, nowMs }: { database: Database<LedgerTables>; nowMs: () => number }) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** Creates a budget or changes the one with its id, its name, or its scope and window. A limit below what is used makes an overrun. Nobody books meanwhile. */
  async put(wanted: BudgetSettings): Promise<{ budget: BudgetRow; isChanged: boolean }> {
    try {
      return await this.#database.withAdvisoryLock(bookingLock, (tx) => this.#put(tx, wanted));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new AppError(Reason.ALREADY_EXISTS, `Another budget of ${wanted.tenant} has this name, or this scope and window.`, { field: 'budget.name', nextStep: 'Give it a name of its own.' });
    }
  }

  async #put(tx: Tx, wanted: BudgetSettings): Promise<{ budget: BudgetRow; isChanged: boolean }> {
    const known = await this.#find(tx, wanted);
    const budget: BudgetRow = { ...wanted, id: known?.id ?? (wanted.id || randomUUID()), deleted_at: null };
    if (known !== undefined && known.tenant !== budget.tenant) throw new AppError(Reason.INVALID_FIELD, `The id ${budget.id} is taken.`, { field: 'budget.id' });
    if (known !== undefined && known.deleted_at === null && settings.every((field) => known[field] === budget[field]) && String(known.alert_percents) === String(budget.alert_percents)) return { budget: known, isChanged: false };
    const now = new Date(this.#nowMs());
    if (known !== undefined && isSameShape(known, budget)) {
      await writeSettings(tx, budget);
      await applyLimit(tx, budget, now);
    } else {
      await rebuildBudget(tx, { budget, now, before: known, writeSettings: () => writeSettings(tx, budget) });
    }
    await sql`select nextval('budgets_revision')`.execute(tx);
    return { budget, isChanged: true };
  }

  async #find(tx: Tx, { id, tenant, name, scope, scope_id, window_kind }: BudgetSettings): Promise<BudgetRow | undefined> {
    const byContent = name !== '' ? sql`name = ${name}` : sql`name = '' and scope = ${scope} and scope_id = ${scope_id} and window_kind = ${window_kind}`;
    // A deleted budget keeps its id, and its history with it.
    const which = id !== '' ? sql`id = ${id}` : sql`tenant = ${tenant} and ${byContent} and deleted_at is null`;
    const { rows } = await sql<BudgetRow>`select * from budgets where ${which}`.execute(tx);
    return rows[0];
  }

  /** The tenant of a budget; undefined when there is none. */
  async tenantOf(id: string): Promise<string | undefined> {
    return (await this.#database.db.selectFrom('budgets').select('tenant').where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst())?.tenant;
  }

  async delete(id: string): Promise<void> {
    await sql`update budgets set deleted_at = ${new Date(this.#nowMs())} where id = ${id} and deleted_at is null`.execute(this.#database.db);
    await sql`select nextval('budgets_revision')`.execute(this.#database.db);
  }

  async all(): Promise<BudgetRow[]> {
    const { rows } = await sql<BudgetRow>`select * from budgets where deleted_at is null order by id`.execute(this.#database.db);
    return rows;
  }

  /** Grows with every change of a setting, by whichever replica. */
  async revision(): Promise<bigint> {
    const { rows } = await sql<{ last_value: bigint }>`select last_value from budgets_revision`.execute(this.#database.db);
    return rows[0]?.last_value ?? 0n;
  }

  async states(tenant: string): Promise<BudgetStateRow[]> {
    const { rows } = await sql<BudgetStateRow>`
      select b.*, t.window_start, t.window_end, coalesce(w.posted_picousd, 0) as posted_picousd, coalesce(w.held_picousd, 0) as held_picousd, coalesce(w.overrun_picousd, 0) as overrun_picousd,
        count(h.id) filter (where h.state = 'open')::int as open_holds, count(h.id) filter (where h.state = 'suspect')::int as suspect_holds
      from budgets b
      cross join lateral budget_window(b.window_kind, b.zone, ${new Date(this.#nowMs())}) t
      left join budget_windows w on w.budget_id = b.id and w.window_start = t.window_start
      left join hold_budgets hb on hb.budget_id = b.id and hb.reserve_picousd >= 0
      left join holds h on h.id = hb.hold_id and h.state in ('open', 'suspect')
      where b.deleted_at is null and ${tenant === '' ? everything : sql`b.tenant = ${tenant}`}
      group by b.id, t.window_start, t.window_end, w.posted_picousd, w.held_picousd, w.overrun_picousd order by b.tenant, b.id`.execute(this.#database.db);
    return rows;
  }

  async holds({ tenant, state }: { tenant: string; state: string }): Promise<ListedHold[]> {
    const { rows } = await sql<ListedHold>`
      select h.*, array(select budget_id from hold_budgets b where b.hold_id = h.id order by budget_id) as budget_ids from holds h
      where h.state in ('open', 'suspect') and ${tenant === '' ? everything : sql`h.tenant = ${tenant}`} and ${state === '' ? everything : sql`h.state = ${state}`}
      order by h.opened_at, h.id limit ${holdsListedMax}`.execute(this.#database.db);
    return rows;
  }

  async holdTenant(id: string): Promise<string | undefined> {
    return (await this.#database.db.selectFrom('holds').select('tenant').where('id', '=', id).executeTakeFirst())?.tenant;
  }

  /** A person's decision about a suspect hold: what is reserved becomes spend, marked as unreconciled until evidence comes. */
  async writeOff({ id, reason }: { id: string; reason: string }): Promise<'written_off' | 'not_suspect'> {
    return this.#database.transaction(async (tx) => {
      const { rows } = await sql<HoldRow>`select * from holds where id = ${id} for update`.execute(tx);
      if (rows[0]?.state === 'unreconciled') return 'written_off';
      if (rows[0]?.state !== 'suspect') return 'not_suspect';
      await sql`select 1 from budget_windows w join hold_budgets b using (budget_id, window_start) where b.hold_id = ${id} order by w.budget_id, w.window_start for update of w`.execute(tx);
      await sql`
        update budget_windows w set held_picousd = w.held_picousd - b.reserve_picousd, posted_picousd = w.posted_picousd + b.reserve_picousd, unreconciled_picousd = w.unreconciled_picousd + b.reserve_picousd
        from hold_budgets b where b.hold_id = ${id} and b.budget_id = w.budget_id and b.window_start = w.window_start`.execute(tx);
      await sql`update holds set state = 'unreconciled', reason = ${reason}, closed_at = ${new Date(this.#nowMs())} where id = ${id}`.execute(tx);
      return 'written_off';
    });
  }
}

async function writeSettings(tx: Tx, budget: BudgetRow): Promise<void> {
  await sql`
    insert into budgets (id, tenant, name, scope, scope_id, window_kind, zone, limit_picousd, hard, alert_percents, stopped, stop_percent)
    values (${budget.id}, ${budget.tenant}, ${budget.name}, ${budget.scope}, ${budget.scope_id}, ${budget.window_kind}, ${budget.zone}, ${budget.limit_picousd}, ${budget.hard}, ${budget.alert_percents}, ${budget.stopped}, ${budget.stop_percent})
    on conflict (id) do update set name = excluded.name, scope = excluded.scope, scope_id = excluded.scope_id, window_kind = excluded.window_kind, zone = excluded.zone,
      limit_picousd = excluded.limit_picousd, hard = excluded.hard, alert_percents = excluded.alert_percents, stopped = excluded.stopped, stop_percent = excluded.stop_percent, deleted_at = null`.execute(tx);
}

async function applyLimit(tx: Tx, { id, limit_picousd }: BudgetRow, now: Date): Promise<void> {
  await sql`select 1 from budget_windows where budget_id = ${id} and window_end > ${now} order by window_start for update`.execute(tx);
  await sql`
    update budget_windows set limit_picousd = ${limit_picousd}::numeric,
      overrun_picousd = greatest(0, posted_picousd + held_picousd + leased_picousd - ${limit_picousd}::numeric)
    where budget_id = ${id} and window_end > ${now}`.execute(tx);
}
