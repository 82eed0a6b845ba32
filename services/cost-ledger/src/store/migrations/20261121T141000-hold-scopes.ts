// What each hold is spent for, so that a budget that is set while it is open can count it too.
//
// Adding nullable columns without a default takes a short lock and rewrites nothing. Null is unknown: holds from before are
// counted by every budget of their tenant that is set meanwhile. take_hold keeps its signature, so pods of the release before
// go on taking holds, and write the new columns without knowing it.
import type { Migration } from '@switchyard/common/postgres';

export const holdScopes: Migration = {
  name: '20261121T141000-hold-scopes',
  sql: `
alter table holds add column project text, add column feature text, add column api_key text, add column providers text[];

-- Takes or raises one hold, on every budget that covers it or on none. Idempotent: the same total again changes nothing.
create or replace function take_hold(o json, p_now timestamptz, out granted boolean, out refused_by text, out remaining numeric, out window_end timestamptz, out why text)
language plpgsql as $$
declare
  p_hold text := o->>'hold_id';
  p_total numeric := (o->>'total')::numeric;
  h holds;
  b budgets;
  hb hold_budgets;
  w budget_windows;
  v_start timestamptz;
  v_end timestamptz;
  v_amount numeric;
  v_reserve numeric;
  v_spent numeric;
begin
  granted := true;
  why := '';
  insert into holds (id, request_id, tenant, owner, amount_picousd, state, reason, opened_at, deadline, project, feature, api_key, providers)
    values (p_hold, o->>'request_id', o->>'tenant', o->>'owner', 0, 'open', '', p_now, (o->>'deadline')::timestamptz, o->>'project', o->>'feature', o->>'api_key', array[o->>'provider'])
    on conflict (id) do nothing;
  select * into h from holds where id = p_hold for update;
  if h.state <> 'open' or h.tenant <> o->>'tenant' or h.attempt_ids is not null or h.lost_at is not null then
    granted := false;
    refused_by := '';
    why := 'the hold ' || p_hold || ' is no longer open';
    raise sqlstate 'SY001';
  end if;
  -- A grant that comes too late, after its router gave up waiting and told the end of the request, would close never.
  if exists (select 1 from requests r where r.request_id = o->>'request_id') then
    granted := false;
    refused_by := '';
    why := 'the request ' || (o->>'request_id') || ' has ended';
    raise sqlstate 'SY001';
  end if;
  for b in
    select * from budgets
    where tenant = o->>'tenant' and deleted_at is null and (hard or stopped)
      and (scope = 'tenant' or scope_id = case scope when 'project' then o->>'project' when 'feature' then o->>'feature' when 'key' then o->>'api_key' when 'provider' then o->>'provider' end)
    order by id
  loop
    select * into hb from hold_budgets where hold_id = p_hold and budget_id = b.id;
    if found then
      v_start := hb.window_start;
      select coalesce(sum(amount_picousd), 0) into v_spent from budget_postings where hold_id = p_hold and budget_id = b.id;
      v_amount := greatest(hb.amount_picousd, p_total);
    else
      hb := null;
      select bw.window_start, bw.window_end into v_start, v_end from budget_window(b.window_kind, b.zone, p_now) bw;
      insert into budget_windows (budget_id, window_start, window_end, limit_picousd) values (b.id, v_start, v_end, b.limit_picousd) on conflict do nothing;
      v_spent := 0;
      v_amount := p_total;
    end if;
    v_reserve := greatest(0, v_amount - v_spent);
    update budget_windows bw set held_picousd = bw.held_picousd + v_reserve - coalesce(hb.reserve_picousd, 0)
      where bw.budget_id = b.id and bw.window_start = v_start and not b.stopped and bw.overrun_picousd = 0
        and bw.posted_picousd + bw.held_picousd + bw.leased_picousd + v_reserve - coalesce(hb.reserve_picousd, 0) <= bw.limit_picousd;
    if not found then
      select * into w from budget_windows bw where bw.budget_id = b.id and bw.window_start = v_start;
      granted := false;
      refused_by := coalesce(nullif(b.name, ''), b.id);
      remaining := case when b.stopped then 0 else greatest(0, w.limit_picousd - w.posted_picousd - w.held_picousd - w.leased_picousd) end;
      window_end := w.window_end;
      why := case when b.stopped then 'it is stopped until a person resumes it' when w.overrun_picousd > 0 then 'it is overrun' else 'it has no room' end;
      raise sqlstate 'SY001';
    end if;
    insert into hold_budgets values (p_hold, b.id, v_start, v_amount, v_reserve)
      on conflict (hold_id, budget_id) do update set amount_picousd = excluded.amount_picousd, reserve_picousd = excluded.reserve_picousd;
  end loop;
  update holds set amount_picousd = greatest(amount_picousd, p_total), deadline = greatest(deadline, (o->>'deadline')::timestamptz),
    providers = case when o->>'provider' = any(providers) then providers else providers || (o->>'provider') end where id = p_hold;
exception when sqlstate 'SY001' then
  -- All that this hold wrote is undone; the verdict stays in the out parameters.
  null;
end $$;
`,
};
