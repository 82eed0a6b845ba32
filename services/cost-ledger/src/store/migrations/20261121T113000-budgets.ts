// Budgets, their windows, and the holds on them.
//
// All tables are new, so nothing is locked that anybody uses. The limit guards grants only: what is granted is one
// UPDATE ... WHERE per window inside take_hold, and the CHECK on budget_windows is the last line behind it. Booking never
// fails for money, it writes the excess to overrun_picousd in the same UPDATE.
import type { Migration } from '@switchyard/common/postgres';

export const budgetTables: Migration = {
  name: '20261121T113000-budgets',
  sql: `
create table budgets (
  id text primary key,
  tenant text not null,
  name text not null,
  scope text not null check (scope in ('tenant', 'project', 'feature', 'key', 'provider')),
  scope_id text not null,
  window_kind text not null check (window_kind in ('day', 'week', 'month')),
  zone text not null,
  limit_picousd numeric(38,0) not null check (limit_picousd >= 0),
  hard boolean not null,
  alert_percents int[] not null,
  stopped boolean not null,
  stop_percent int not null,
  deleted_at timestamptz
);
create unique index budgets_by_name on budgets (tenant, name) where deleted_at is null and name <> '';
create unique index budgets_by_scope on budgets (tenant, scope, scope_id, window_kind) where deleted_at is null and name = '';
create index budgets_by_tenant on budgets (tenant) where deleted_at is null;

-- Counts changes of settings, so that watchers on every replica see that there is something new.
create sequence budgets_revision;

create function budget_window(p_kind text, p_zone text, p_at timestamptz, out window_start timestamptz, out window_end timestamptz) language sql stable as $$
  select date_trunc(p_kind, p_at at time zone p_zone) at time zone p_zone,
         (date_trunc(p_kind, p_at at time zone p_zone) + ('1 ' || p_kind)::interval) at time zone p_zone
$$;

-- posted is booked spend, unreconciled the part of it that a person wrote off without evidence.
create table budget_windows (
  budget_id text not null references budgets,
  window_start timestamptz not null,
  window_end timestamptz not null,
  limit_picousd numeric(38,0) not null,
  posted_picousd numeric(38,0) not null default 0 check (posted_picousd >= 0),
  held_picousd numeric(38,0) not null default 0 check (held_picousd >= 0),
  leased_picousd numeric(38,0) not null default 0 check (leased_picousd >= 0),
  overrun_picousd numeric(38,0) not null default 0 check (overrun_picousd >= 0),
  unreconciled_picousd numeric(38,0) not null default 0 check (unreconciled_picousd between 0 and posted_picousd),
  primary key (budget_id, window_start),
  check (posted_picousd + held_picousd + leased_picousd <= limit_picousd + overrun_picousd)
);

create table budget_alerts (
  budget_id text not null,
  window_start timestamptz not null,
  percent int not null,
  primary key (budget_id, window_start, percent)
);

create table holds (
  id text primary key,
  request_id text not null,
  tenant text not null,
  owner text not null,
  amount_picousd numeric(38,0) not null,
  state text not null check (state in ('open', 'suspect', 'closed', 'void', 'unreconciled')),
  reason text not null,
  opened_at timestamptz not null,
  deadline timestamptz not null,
  closed_at timestamptz,
  -- Set when the request has ended: the attempts that must be booked before the hold closes.
  attempt_ids uuid[],
  -- Set when a router that was restarted reported one of its attempts as lost: no other will be sent.
  lost_at timestamptz
);
create index holds_by_request on holds (request_id);
create index holds_not_closed on holds (deadline) where state in ('open', 'suspect');
create index holds_by_tenant on holds (tenant, opened_at) where state in ('open', 'suspect');

-- amount is what the hold shall cover on this budget, reserve what of it is not yet spend.
create table hold_budgets (
  hold_id text not null references holds,
  budget_id text not null,
  window_start timestamptz not null,
  amount_picousd numeric(38,0) not null,
  reserve_picousd numeric(38,0) not null check (reserve_picousd >= 0),
  primary key (hold_id, budget_id)
);

-- What each attempt put on which window, so that a correction finds its way back.
create table budget_postings (
  attempt_id uuid not null,
  budget_id text not null,
  window_start timestamptz not null,
  hold_id text,
  amount_picousd numeric(38,0) not null,
  primary key (attempt_id, budget_id)
);
create index budget_postings_by_hold on budget_postings (hold_id, budget_id) where hold_id is not null;

-- Takes or raises one hold, on every budget that covers it or on none. Idempotent: the same total again changes nothing.
create function take_hold(o json, p_now timestamptz, out granted boolean, out refused_by text, out remaining numeric, out window_end timestamptz, out why text)
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
  insert into holds (id, request_id, tenant, owner, amount_picousd, state, reason, opened_at, deadline)
    values (p_hold, o->>'request_id', o->>'tenant', o->>'owner', 0, 'open', '', p_now, (o->>'deadline')::timestamptz)
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
  update holds set amount_picousd = greatest(amount_picousd, p_total), deadline = greatest(deadline, (o->>'deadline')::timestamptz) where id = p_hold;
exception when sqlstate 'SY001' then
  -- All that this hold wrote is undone; the verdict stays in the out parameters.
  null;
end $$;

-- Several holds in one transaction, each by itself granted or refused. Known holds are locked first, then windows, each in one
-- order and as booking does, so that those who do this at once wait for each other and never in a circle.
create function take_holds(p_orders json, p_now timestamptz) returns table (ordinal int, granted boolean, refused_by text, remaining numeric, window_end timestamptz, why text)
language plpgsql as $$
declare
  o record;
begin
  perform 1 from holds h where h.id in (select e->>'hold_id' from json_array_elements(p_orders) e) order by h.id for update;
  perform 1 from budget_windows w join budgets b on b.id = w.budget_id
    where b.tenant in (select e->>'tenant' from json_array_elements(p_orders) e) and b.deleted_at is null and w.window_end > p_now
    order by w.budget_id, w.window_start for update of w;
  for o in select e.value, e.ordinality from json_array_elements(p_orders) with ordinality e order by e.ordinality loop
    return query select o.ordinality::int, t.* from take_hold(o.value, p_now) t;
  end loop;
end $$;
`,
};
