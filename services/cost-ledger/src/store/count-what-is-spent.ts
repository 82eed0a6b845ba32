// A budget that is set in the middle of a window limits the whole window: what was booked in it before counts too.
import { sql, type RawBuilder, type Transaction } from '@switchyard/common/postgres';
import type { BudgetRow, LedgerTables } from './tables.js';

const columns: Readonly<Record<string, string>> = { project: 'project', feature: 'feature', key: 'api_key', provider: 'provider' };

/** Posts attempts of the current window that the budget covers and does not have yet. Call it while nobody books. */
export async function countWhatIsSpent(tx: Transaction<LedgerTables>, budget: BudgetRow, now: Date): Promise<void> {
  const { id, tenant, limit_picousd, window_kind, zone } = budget;
  await sql`
    with this_window as (select * from budget_window(${window_kind}, ${zone}, ${now})),
    spent as (
      insert into budget_postings (attempt_id, budget_id, window_start, hold_id, amount_picousd)
      select e.attempt_id, ${id}, w.window_start, null,
        greatest(coalesce(sum(e.cost_picousd), 0), case when (array_agg(e.cost_picousd is null order by e.entry_no desc))[1] then coalesce(max(e.bound_picousd), 0) else 0 end)
      from entries e, this_window w
      where e.tenant = ${tenant} and ${coveredBy(budget)} and e.event_at >= w.window_start and e.event_at < w.window_end
      group by e.attempt_id, w.window_start
      on conflict (attempt_id, budget_id) do nothing returning amount_picousd
    )
    insert into budget_windows as bw (budget_id, window_start, window_end, limit_picousd, posted_picousd, overrun_picousd)
    select ${id}, w.window_start, w.window_end, ${limit_picousd}::numeric, s.posted, greatest(0, s.posted - ${limit_picousd}::numeric)
    from this_window w, (select coalesce(sum(amount_picousd), 0) as posted from spent) s where s.posted <> 0
    on conflict (budget_id, window_start) do update set
      posted_picousd = bw.posted_picousd + excluded.posted_picousd,
      overrun_picousd = greatest(0, bw.posted_picousd + excluded.posted_picousd + bw.held_picousd + bw.leased_picousd - bw.limit_picousd)`.execute(tx);
}

function coveredBy({ scope, scope_id }: BudgetRow): RawBuilder<unknown> {
  const column = columns[scope];
  return column === undefined ? sql`true` : sql`e.${sql.ref(column)} = ${scope_id}`;
}
