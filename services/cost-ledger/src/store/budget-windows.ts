// Changes of budget windows: gathered, then written in one UPDATE that also says what is above the limit.
import { sql, type Transaction } from '@switchyard/common/postgres';
import { jsonOf } from './rows.js';
import type { LedgerTables } from './tables.js';

type Tx = Transaction<LedgerTables>;

interface Amounts {
  posted: bigint;
  held: bigint;
  unreconciled: bigint;
}

export class WindowChanges {
  readonly #changes = new Map<string, { budget_id: string; window_start: Date } & Amounts>();

  add({ budget_id, window_start }: { budget_id: string; window_start: Date }, { posted = 0n, held = 0n, unreconciled = 0n }: Partial<Amounts>): void {
    const key = `${budget_id} ${window_start.getTime()}`;
    const change = this.#changes.get(key) ?? { budget_id, window_start, posted: 0n, held: 0n, unreconciled: 0n };
    this.#changes.set(key, change);
    change.posted += posted;
    change.held += held;
    change.unreconciled += unreconciled;
  }

  get rows() {
    return [...this.#changes.values()];
  }
}

/** A threshold that a window has passed for the first time. */
export interface Crossing {
  readonly budget_id: string;
  readonly tenant: string;
  readonly percent: number;
  readonly spent_picousd: string;
  readonly limit_picousd: string;
  readonly window_start: Date;
  /** The threshold is the one that stops the budget. */
  readonly isStop: boolean;
}

export async function applyToWindows(tx: Tx, changes: WindowChanges, now: Date): Promise<Crossing[]> {
  const { rows } = changes;
  if (rows.length === 0) return [];
  const records = sql`json_to_recordset(${jsonOf(rows)}::json) as c(budget_id text, window_start timestamptz, posted numeric, held numeric, unreconciled numeric)`;
  await sql`
    insert into budget_windows (budget_id, window_start, window_end, limit_picousd)
    select c.budget_id, c.window_start, w.window_end, b.limit_picousd
    from ${records} join budgets b on b.id = c.budget_id, lateral budget_window(b.window_kind, b.zone, c.window_start) w
    order by c.budget_id, c.window_start
    on conflict (budget_id, window_start) do nothing`.execute(tx);
  await sql`
    select 1 from budget_windows w join ${records} on w.budget_id = c.budget_id and w.window_start = c.window_start
    order by w.budget_id, w.window_start for update of w`.execute(tx);
  await sql`
    update budget_windows w set
      posted_picousd = w.posted_picousd + c.posted,
      held_picousd = w.held_picousd + c.held,
      unreconciled_picousd = w.unreconciled_picousd + c.unreconciled,
      overrun_picousd = greatest(0, w.posted_picousd + c.posted + w.held_picousd + c.held + w.leased_picousd - w.limit_picousd)
    from ${records} where w.budget_id = c.budget_id and w.window_start = c.window_start`.execute(tx);
  return readCrossings(tx, { budgetIds: [...new Set(rows.map(({ budget_id }) => budget_id))], now });
}

/** Told once per threshold and window; the row that remembers it is written in the same transaction. */
export async function readCrossings(tx: Tx, { budgetIds, now }: { budgetIds: readonly string[]; now: Date }): Promise<Crossing[]> {
  const { rows } = await sql<Crossing>`
    with passed as (
      select b.id as budget_id, b.tenant, w.window_start, p.percent, w.posted_picousd + w.held_picousd as spent_picousd, w.limit_picousd
      from budgets b join budget_windows w on w.budget_id = b.id, lateral unnest(b.alert_percents) p(percent)
      where b.id = any(${budgetIds}) and b.deleted_at is null and (w.posted_picousd + w.held_picousd) * 100 >= w.limit_picousd * p.percent and w.posted_picousd + w.held_picousd > 0
    ), told as (
      insert into budget_alerts select budget_id, window_start, percent from passed on conflict do nothing returning budget_id, window_start, percent
    )
    select passed.*, false as "isStop" from passed join told using (budget_id, window_start, percent)`.execute(tx);
  const { rows: stopped } = await sql<Crossing>`
    with passed as (
      select b.id, max(w.window_start) as window_start, max(w.posted_picousd + w.held_picousd) as spent_picousd
      from budgets b join budget_windows w on w.budget_id = b.id
      where b.id = any(${budgetIds}) and b.stop_percent > 0 and not b.stopped and b.deleted_at is null
        and w.window_start <= ${now} and ${now} < w.window_end and (w.posted_picousd + w.held_picousd) * 100 >= w.limit_picousd * b.stop_percent and w.posted_picousd + w.held_picousd > 0
      group by b.id
    )
    update budgets b set stopped = true from passed where b.id = passed.id
    returning b.id as budget_id, b.tenant, b.stop_percent as percent, passed.spent_picousd, b.limit_picousd, passed.window_start, true as "isStop"`.execute(tx);
  if (stopped.length > 0) await sql`select nextval('budgets_revision')`.execute(tx);
  return [...rows, ...stopped];
}
