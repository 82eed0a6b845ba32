// Sums of usage by up to three dimensions: whole hours from the sums that booking keeps, the rest from the entries.
import { sql, type Database, type RawBuilder, type Transaction } from '@switchyard/common/postgres';
import { reportRowsMax } from '../limits.js';
import type { LedgerTables } from './tables.js';

export const dimensions = ['model', 'provider', 'tenant', 'project', 'feature', 'api_key', 'hour', 'day', 'month'] as const;
export type Dimension = (typeof dimensions)[number];

export interface ReportQuery {
  /** Empty is all. */
  readonly tenant: string;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  readonly groupBy: readonly Dimension[];
}

export interface ReportRow {
  readonly group: Record<string, string>;
  readonly attempts: bigint;
  readonly succeeded: bigint;
  readonly incomplete: bigint;
  readonly input_tokens: string;
  readonly cached_input_tokens: string;
  readonly output_tokens: string;
  readonly cost_picousd: string;
  readonly unpriced: bigint;
  readonly mean_ms: number | null;
  readonly last_used_at: Date | null;
  readonly requests: bigint;
}

const hourMs = 3_600_000;

/** Rows dearest first, and their total, of one moment. */
export async function reportUsage(database: Database<LedgerTables>, query: ReportQuery): Promise<{ rows: ReportRow[]; total: ReportRow | undefined }> {
  return database.transaction(
    async (tx) => {
      const [total] = await sums(tx, { ...query, groupBy: [] });
      return { rows: query.groupBy.length === 0 ? [] : await sums(tx, query), total };
    },
    { isolation: 'repeatable read' },
  );
}

/** With no dimensions: one row, also of nothing. */
async function sums(tx: Transaction<LedgerTables>, query: ReportQuery): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    with parts as (${wholeHours(query)} union all ${edges(query)}),
    sums as (
      select ${groupOf(query.groupBy, 'hour')} as "group", coalesce(sum(attempts), 0)::int8 as attempts, coalesce(sum(succeeded), 0)::int8 as succeeded, coalesce(sum(incomplete), 0)::int8 as incomplete,
        coalesce(sum(input_tokens), 0) as input_tokens, coalesce(sum(cached_input_tokens), 0) as cached_input_tokens, coalesce(sum(output_tokens), 0) as output_tokens,
        coalesce(sum(cost_picousd), 0) as cost_picousd, coalesce(sum(unpriced), 0)::int8 as unpriced,
        (sum(duration_ms) / nullif(sum(durations), 0))::float8 as mean_ms, max(last_used_at) as last_used_at
      from parts ${query.groupBy.length === 0 ? sql`` : sql`group by 1`}
    ),
    requests as (
      select ${groupOf(query.groupBy, 'event_at')} as "group", count(distinct request_id)::int8 as requests
      from entries where ${within(query, 'event_at')} ${query.groupBy.length === 0 ? sql`` : sql`group by 1`}
    )
    select sums.*, coalesce(requests.requests, 0)::int8 as requests from sums left join requests using ("group")
    order by cost_picousd desc, "group"::text limit ${reportRowsMax}`.execute(tx);
  return rows;
}

function groupOf(groupBy: readonly Dimension[], time: string): RawBuilder<unknown> {
  const at = sql.ref(time);
  const parts = groupBy.map((dimension) => {
    if (dimension === 'hour') return sql`'hour', to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00"Z"')`;
    if (dimension === 'day') return sql`'day', to_char(${at} at time zone 'UTC', 'YYYY-MM-DD')`;
    if (dimension === 'month') return sql`'month', to_char(${at} at time zone 'UTC', 'YYYY-MM')`;
    return sql`${sql.lit(dimension)}, ${sql.ref(dimension)}`;
  });
  return sql`jsonb_build_object(${sql.join(parts)})`;
}

function wholeHours({ tenant, from, to }: ReportQuery): RawBuilder<unknown> {
  const { first, last } = hoursOf({ from, to });
  return sql`
    select hour, tenant, project, feature, api_key, provider, model, attempts, succeeded, incomplete, input_tokens, cached_input_tokens, output_tokens, cost_picousd, unpriced, duration_ms, durations, last_used_at
    from usage_hourly where ${conditions([tenant === '' ? undefined : sql`tenant = ${tenant}`, first === undefined ? undefined : sql`hour >= ${first}`, last === undefined ? undefined : sql`hour < ${last}`])}`;
}

/** The parts of hours at both ends of the period. */
function edges(query: ReportQuery): RawBuilder<unknown> {
  const { first, last } = hoursOf(query);
  const outside = [first === undefined ? undefined : sql`event_at < ${first}`, last === undefined ? undefined : sql`event_at >= ${last}`].filter((part) => part !== undefined);
  return sql`
    select event_at, tenant, project, feature, api_key, provider, model, (entry_no = 1)::int, (outcome = 'succeeded')::int - coalesce((lag(outcome) over attempt = 'succeeded')::int, 0),
      (outcome = 'incomplete')::int - coalesce((lag(outcome) over attempt = 'incomplete')::int, 0),
      coalesce(input_tokens, 0), coalesce(cached_input_tokens, 0), coalesce(output_tokens, 0), coalesce(cost_picousd, 0),
      (cost_picousd is null)::int - coalesce((lag(cost_picousd is null) over attempt)::int, 0),
      case when entry_no = 1 then coalesce(duration_ms, 0) else 0 end, (entry_no = 1 and duration_ms is not null)::int, event_at
    from entries where ${within(query, 'event_at')} and ${outside.length === 0 ? sql`false` : sql`(${sql.join(outside, sql` or `)})`}
    window attempt as (partition by attempt_id order by entry_no)`;
}

function within({ tenant, from, to }: ReportQuery, time: string): RawBuilder<unknown> {
  const at = sql.ref(time);
  return conditions([tenant === '' ? undefined : sql`tenant = ${tenant}`, from === undefined ? undefined : sql`${at} >= ${from}`, to === undefined ? undefined : sql`${at} < ${to}`]);
}

function conditions(parts: readonly (RawBuilder<unknown> | undefined)[]): RawBuilder<unknown> {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? sql`true` : sql.join(given, sql` and `);
}

/** The whole hours inside a period; a period within one hour has none, and its first then lies behind its last. */
function hoursOf({ from, to }: Pick<ReportQuery, 'from' | 'to'>): { first: Date | undefined; last: Date | undefined } {
  const first = from === undefined ? undefined : new Date(Math.ceil(from.getTime() / hourMs) * hourMs);
  const last = to === undefined ? undefined : new Date(Math.floor(to.getTime() / hourMs) * hourMs);
  return { first, last };
}
