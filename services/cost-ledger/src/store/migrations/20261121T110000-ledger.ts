// The first tables: entries and what is derived from them, facts, requests, prices.
//
// All are new, so nothing is locked that anybody uses. Money of one entry is int8, sums are numeric(38,0).
// Entries and postings are append-only: no statement of the service updates or deletes them.
import type { Migration } from '@switchyard/common/postgres';

export const ledgerTables: Migration = {
  name: '20261121T110000-ledger',
  sql: `
create table price_versions (
  id text primary key,
  content bytea not null,
  fetched_at timestamptz not null
);

create table consumer_positions (
  name text primary key,
  incarnation text not null,
  sequence numeric(20,0) not null
);

create table facts (
  fact_id text primary key,
  hash bytea not null,
  disposition text not null check (disposition in ('booked', 'duplicate', 'parked')),
  disposed_at timestamptz not null
);
create index facts_by_time on facts (disposed_at);

create table parked_facts (
  fact_id text primary key,
  reason text not null,
  tenant text not null,
  attempt_id uuid,
  hold_id text,
  content bytea not null,
  parked_at timestamptz not null
);
create index parked_facts_by_hold on parked_facts (hold_id) where hold_id is not null;
create index parked_facts_by_attempt on parked_facts (attempt_id) where attempt_id is not null;

create table entries (
  attempt_id uuid not null,
  entry_no int not null check (entry_no > 0),
  request_id text not null,
  attempt_number int not null,
  kind text not null,
  outcome text not null,
  tenant text not null,
  project text not null,
  feature text not null,
  api_key text not null,
  end_user text not null,
  labels jsonb not null,
  provider text not null,
  model text not null,
  vendor_model text not null,
  response_model text not null,
  response_tier text not null,
  region text not null,
  credential_id text not null,
  status text not null check (status in ('booked', 'estimated', 'unpriced', 'correction')),
  evidence smallint not null check (evidence between 1 and 3),
  input_tokens int8,
  cached_input_tokens int8,
  output_tokens int8,
  meters jsonb not null,
  cost_picousd int8,
  bound_picousd int8,
  stated_charge_picousd int8,
  price_version text not null,
  vendor_response_id text not null,
  client_request_id text not null,
  hold_id text not null,
  note text not null,
  hash text not null,
  fact_id text not null,
  event_at timestamptz not null,
  duration_ms int8,
  booked_at timestamptz not null,
  primary key (attempt_id, entry_no),
  check ((status = 'unpriced') = (cost_picousd is null))
);
create index entries_by_booking on entries (booked_at, attempt_id, entry_no);
create index entries_by_tenant on entries (tenant, booked_at, attempt_id, entry_no);
create index entries_by_request on entries (request_id);
create index entries_by_event on entries (event_at);
create index entries_by_hold on entries (hold_id) where hold_id <> '';

create table postings (
  attempt_id uuid not null,
  entry_no int not null,
  account text not null,
  amount_picousd numeric(38,0) not null,
  primary key (attempt_id, entry_no, account),
  foreign key (attempt_id, entry_no) references entries
);

-- Double entry: what a statement posts for an entry sums to zero, or it posts nothing at all.
create function postings_balance() returns trigger language plpgsql as $$
declare unbalanced uuid;
begin
  select attempt_id into unbalanced from posted group by attempt_id, entry_no having sum(amount_picousd) <> 0 limit 1;
  if unbalanced is not null then
    raise exception 'the postings of attempt % do not sum to zero', unbalanced using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger postings_balance after insert on postings referencing new table as posted for each statement execute function postings_balance();

create table usage_hourly (
  hour timestamptz not null,
  tenant text not null,
  project text not null,
  feature text not null,
  api_key text not null,
  provider text not null,
  model text not null,
  attempts int8 not null,
  succeeded int8 not null,
  input_tokens numeric(38,0) not null,
  cached_input_tokens numeric(38,0) not null,
  output_tokens numeric(38,0) not null,
  cost_picousd numeric(38,0) not null,
  unpriced int8 not null,
  duration_ms numeric(38,0) not null,
  durations int8 not null,
  last_used_at timestamptz not null,
  primary key (tenant, hour, project, feature, api_key, provider, model)
);
create index usage_hourly_by_hour on usage_hourly (hour);

create table pending_attempts (
  attempt_id uuid primary key,
  fact_id text not null,
  hold_id text not null,
  content bytea not null,
  started_at timestamptz not null,
  received_at timestamptz not null
);
create index pending_attempts_by_hold on pending_attempts (hold_id) where hold_id <> '';

create table watermarks (
  witness smallint not null,
  owner text not null,
  complete_until timestamptz not null,
  heard_at timestamptz not null,
  primary key (witness, owner)
);

create table requests (
  request_id text primary key,
  tenant text not null,
  client_request_id text not null,
  hold_id text not null,
  finished_at timestamptz not null,
  content bytea not null,
  received_at timestamptz not null
);
create index requests_by_client_id on requests (tenant, client_request_id) where client_request_id <> '';
create index requests_by_tenant on requests (tenant, finished_at, request_id);
create index requests_by_time on requests (finished_at, request_id);
create index requests_by_receipt on requests (received_at);
`,
};
