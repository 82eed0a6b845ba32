// Counts answers that the provider ended itself before they were whole, apart from failures.
//
// The column may be null, since pods of the release before insert without it; null counts as none. Adding it takes an
// exclusive lock for a moment, after the bookings under way. The sums that are there already are counted from the entries,
// as reports count the parts of hours: each entry adds its outcome and takes away the one before it.
import type { Migration } from '@switchyard/common/postgres';

export const incompleteAnswers: Migration = {
  name: '20261121T140000-incomplete',
  sql: `
alter table usage_hourly add column incomplete int8;
update usage_hourly u set incomplete = counted.incomplete
from (
  select date_trunc('hour', event_at, 'UTC') as hour, tenant, project, feature, api_key, provider, model, sum(added) as incomplete
  from (
    select e.*, (outcome = 'incomplete')::int - coalesce((lag(outcome) over attempt = 'incomplete')::int, 0) as added
    from entries e window attempt as (partition by attempt_id order by entry_no)
  ) steps
  group by 1, 2, 3, 4, 5, 6, 7
) counted
where counted.incomplete <> 0
  and (u.hour, u.tenant, u.project, u.feature, u.api_key, u.provider, u.model)
    = (counted.hour, counted.tenant, counted.project, counted.feature, counted.api_key, counted.provider, counted.model);
`,
};
