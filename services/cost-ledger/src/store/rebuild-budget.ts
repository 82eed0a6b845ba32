// A budget that is new, or of a new shape, counts as if it had always been so: what was booked in its window, and what is held
// now, is put on it anew. Changing a budget must not be a way to spend twice.
import { sql, type RawBuilder, type Transaction } from '@switchyard/common/postgres';
import { adoptPending } from './adopt-pending.js';
import { clockMarginMs } from '../limits.js';
import { jsonOf } from './rows.js';
import type { BudgetRow, LedgerTables } from './tables.js';

type Tx = Transaction<LedgerTables>;

const shape = ['scope', 'scope_id', 'window_kind', 'zone'] as const;

/** Whether what counts on the budget, and where, stays as it is. */
export function isSameShape(before: BudgetRow, after: BudgetRow): boolean {
  return before.deleted_at === null && shape.every((field) => before[field] === after[field]) && (before.hard || !after.hard);
}

export interface RebuildOptions {
  readonly budget: BudgetRow;
  readonly now: Date;
  readonly before: BudgetRow | undefined;
  readonly writeSettings: () => Promise<void>;
}

interface Held {
  readonly hold_id: string;
  readonly amount: string;
  readonly reserve: string;
}

/** Call it while nobody books. */
export async function rebuildBudget(tx: Tx, { budget, now, before, writeSettings }: RebuildOptions): Promise<void> {
  await postSpent(tx, budget, now);
  if (budget.hard) await adoptPending(tx, budget);
  // From here to the commit nobody takes a hold: one that is being taken would not see the budget, nor we it. It comes before
  // all row locks, since holds and windows are locked in that order elsewhere. Counting, which may take long, is done.
  await sql`lock table holds in exclusive mode`.execute(tx);
  await writeSettings();
  const { rows: held } = await sql<Held>`delete from hold_budgets where budget_id = ${budget.id} returning hold_id, amount_picousd::text as amount, reserve_picousd::text as reserve`.execute(tx);
  await sql`delete from budget_windows where budget_id = ${budget.id}`.execute(tx);
  await sql`delete from budget_alerts where budget_id = ${budget.id}`.execute(tx);
  // On another scope only the hold's whole amount is safe: what it reserved here may have been for less.
  const isSameScope = before !== undefined && before.scope === budget.scope && before.scope_id === budget.scope_id;
  if (budget.hard) await adoptHolds(tx, budget, { now, held: isSameScope ? held : held.map(({ hold_id, reserve }) => ({ hold_id, reserve })) });
  await writeWindows(tx, budget);
}

/** Attempts belong to the window of their hold, others to that of their start: the current window's, and what open holds have spent. */
async function postSpent(tx: Tx, { id, window_kind, zone, tenant, hard, ...budget }: BudgetRow, now: Date): Promise<void> {
  await sql`delete from budget_postings where budget_id = ${id}`.execute(tx);
  await sql`
    with this_window as (select * from budget_window(${window_kind}, ${zone}, ${now})),
    open_holds as (select id, opened_at from holds where tenant = ${tenant} and state in ('open', 'suspect', 'unreconciled')),
    covered as (
      select e.attempt_id, e.hold_id, e.event_at, e.entry_no, e.cost_picousd, coalesce(e.list_picousd, case when e.stated_charge_picousd is null then e.cost_picousd end) as list_picousd, e.bound_picousd from entries e, this_window t
      where e.tenant = ${tenant} and ${coveredEntries(budget)} and (e.event_at >= t.window_start - ${clockMarginMs} * interval '1 ms' or e.hold_id in (select id from open_holds))
    ),
    attempts as (
      select c.attempt_id, min(c.hold_id) as hold_id, min(c.event_at) as event_at, greatest(coalesce(sum(c.cost_picousd), 0), coalesce(sum(c.list_picousd), 0)) as cost,
        case when (array_agg(c.list_picousd is null order by c.entry_no desc))[1] or exists (select 1 from parked_facts p where p.attempt_id = c.attempt_id) then coalesce(max(c.bound_picousd), 0) else 0 end as bound
      from covered c group by c.attempt_id
    )
    insert into budget_postings (attempt_id, budget_id, window_start, hold_id, amount_picousd)
    select a.attempt_id, ${id}, w.window_start, case when ${hard} then o.id end, greatest(a.cost, a.bound)
    from attempts a left join holds h on h.id = a.hold_id left join open_holds o on o.id = a.hold_id, this_window t, lateral budget_window(${window_kind}, ${zone}, coalesce(h.opened_at, a.event_at)) w
    where w.window_start >= t.window_start or o.id is not null`.execute(tx);
}

/** Every hold that is not closed and could be spent on the budget reserves on it what it reserves elsewhere. */
async function adoptHolds(tx: Tx, { id, window_kind, zone, tenant, ...budget }: BudgetRow, { now, held }: { now: Date; held: readonly Omit<Held, 'amount'>[] }): Promise<void> {
  await sql`
    insert into hold_budgets (hold_id, budget_id, window_start, amount_picousd, reserve_picousd)
    select h.id, ${id}, w.window_start, a.amount, greatest(0, a.amount - coalesce((select sum(p.amount_picousd) from budget_postings p where p.hold_id = h.id and p.budget_id = ${id}), 0))
    from holds h left join json_to_recordset(${jsonOf(held)}::json) as k(hold_id text, amount numeric, reserve numeric) on k.hold_id = h.id,
      lateral (select coalesce(k.amount, h.amount_picousd) as amount) a, budget_window(${window_kind}, ${zone}, ${now}) t, lateral budget_window(${window_kind}, ${zone}, h.opened_at) w
    where h.tenant = ${tenant} and ${coveredHolds(budget)} and (h.state in ('open', 'suspect')
      or (h.state = 'unreconciled' and w.window_start >= t.window_start and (k.reserve > 0 or exists (select 1 from hold_budgets x where x.hold_id = h.id and x.reserve_picousd > 0))))`.execute(tx);
}

async function writeWindows(tx: Tx, { id, window_kind, zone, limit_picousd }: BudgetRow): Promise<void> {
  await sql`
    with parts as (
      select window_start, amount_picousd as posted, 0::numeric as held, 0::numeric as unreconciled from budget_postings where budget_id = ${id}
      union all
      select b.window_start, case when h.state = 'unreconciled' then b.reserve_picousd else 0 end, case when h.state = 'unreconciled' then 0 else b.reserve_picousd end, case when h.state = 'unreconciled' then b.reserve_picousd else 0 end
      from hold_budgets b join holds h on h.id = b.hold_id where b.budget_id = ${id}
    ),
    sums as (select window_start, sum(posted) as posted, sum(held) as held, sum(unreconciled) as unreconciled from parts group by window_start)
    insert into budget_windows (budget_id, window_start, window_end, limit_picousd, posted_picousd, held_picousd, unreconciled_picousd, overrun_picousd)
    select ${id}, s.window_start, w.window_end, ${limit_picousd}::numeric, s.posted, s.held, s.unreconciled, greatest(0, s.posted + s.held - ${limit_picousd}::numeric)
    from sums s, lateral budget_window(${window_kind}, ${zone}, s.window_start) w`.execute(tx);
}

type Scoped = Pick<BudgetRow, 'scope' | 'scope_id'>;

const columns: Readonly<Record<string, string>> = { project: 'project', feature: 'feature', key: 'api_key', provider: 'provider' };

function coveredEntries({ scope, scope_id }: Scoped): RawBuilder<unknown> {
  const column = columns[scope];
  return column === undefined ? sql`true` : sql`e.${sql.ref(column)} = ${scope_id}`;
}

/** A hold of which it is not known what it is spent for could be spent on any budget of its tenant. */
function coveredHolds({ scope, scope_id }: Scoped): RawBuilder<unknown> {
  const column = columns[scope];
  if (column === undefined) return sql`true`;
  return column === 'provider' ? sql`coalesce(${scope_id} = any(h.providers), true)` : sql`coalesce(h.${sql.ref(column)} = ${scope_id}, true)`;
}
