// Writes what was planned, each kind of row in one statement. Runs inside the booking transaction.
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { toBinary } from '@bufbuild/protobuf';
import { UsageFactSchema, type RequestFinished } from '@switchyard/proto/event/v1/usage';
import { sql, type Transaction } from '@switchyard/common/postgres';
import type { BookingPlan, FinishedRequest, ParkedFact, PlannedEntry, Waiting } from '../domain/plan-booking.js';
import { printable } from '../domain/printable.js';
import { factOfWaiting } from '../domain/waiting-fact.js';
import { rowOfEntry } from './entry-rows.js';
import { hexOf, rowsOf } from './rows.js';
import type { EntryRow, LedgerTables } from './tables.js';
import { hourlyRows } from './usage-hourly.js';

type Tx = Transaction<LedgerTables>;

export async function writePlan(tx: Tx, plan: BookingPlan, bookedAt: Date): Promise<EntryRow[]> {
  const rows = await writeEntries(tx, plan.entries, bookedAt);
  await writePostings(tx, rows);
  await writeHourly(tx, plan.entries);
  await writeWaiting(tx, plan, bookedAt);
  await writeRequests(tx, plan.requests, bookedAt);
  await writeWatermarks(tx, plan.watermarks);
  await writeParked(tx, plan.parked, bookedAt);
  return rows;
}

async function writeEntries(tx: Tx, entries: readonly PlannedEntry[], bookedAt: Date): Promise<EntryRow[]> {
  if (entries.length === 0) return [];
  const rows = entries.map((entry) => rowOfEntry(entry, bookedAt));
  const written = await sql`insert into entries select * from ${rowsOf('entries', rows)} on conflict (attempt_id, entry_no) do nothing returning attempt_id`.execute(tx);
  // Nobody else books while this transaction holds the lock; were it so, the whole batch is read and decided again.
  if (written.rows.length !== rows.length) throw new Error(`${rows.length - written.rows.length} entries were booked by somebody else meanwhile; the batch is decided again.`);
  return rows;
}

/** A tenant owes what a provider is owed. An entry without an amount posts nothing. */
async function writePostings(tx: Tx, rows: readonly EntryRow[]): Promise<void> {
  const postings = rows.flatMap(({ attempt_id, entry_no, tenant, provider, cost_picousd }) =>
    cost_picousd === null
      ? []
      : [
          { attempt_id, entry_no, account: `tenant:${tenant}`, amount_picousd: cost_picousd },
          { attempt_id, entry_no, account: `provider:${provider}`, amount_picousd: -cost_picousd },
        ],
  );
  if (postings.length > 0) await sql`insert into postings select * from ${rowsOf('postings', postings)}`.execute(tx);
}

async function writeHourly(tx: Tx, entries: readonly PlannedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into usage_hourly as u select * from ${rowsOf('usage_hourly', hourlyRows(entries))}
    on conflict (tenant, hour, project, feature, api_key, provider, model) do update set
      attempts = u.attempts + excluded.attempts,
      succeeded = u.succeeded + excluded.succeeded,
      input_tokens = u.input_tokens + excluded.input_tokens,
      cached_input_tokens = u.cached_input_tokens + excluded.cached_input_tokens,
      output_tokens = u.output_tokens + excluded.output_tokens,
      cost_picousd = u.cost_picousd + excluded.cost_picousd,
      unpriced = u.unpriced + excluded.unpriced,
      duration_ms = u.duration_ms + excluded.duration_ms,
      durations = u.durations + excluded.durations,
      last_used_at = greatest(u.last_used_at, excluded.last_used_at),
      incomplete = coalesce(u.incomplete, 0) + excluded.incomplete`.execute(tx);
}

async function writeWaiting(tx: Tx, { waiting, entries }: BookingPlan, receivedAt: Date): Promise<void> {
  const booked = [...new Set(entries.map(({ testimony }) => testimony.terms.attemptId))];
  if (booked.length > 0) await sql`delete from pending_attempts where attempt_id = any(${booked}::uuid[])`.execute(tx);
  if (waiting.length === 0) return;
  const rows = waiting.map((one) => waitingRow(one, receivedAt));
  await sql`insert into pending_attempts select * from ${rowsOf('pending_attempts', rows)} on conflict (attempt_id) do nothing`.execute(tx);
}

function waitingRow({ testimony, factId }: Waiting, receivedAt: Date) {
  return {
    attempt_id: testimony.terms.attemptId,
    fact_id: factId,
    hold_id: testimony.terms.holdId,
    content: hexOf(toBinary(UsageFactSchema, factOfWaiting(testimony))),
    started_at: new Date(testimony.startedAtMs),
    received_at: receivedAt,
  };
}

async function writeRequests(tx: Tx, requests: readonly FinishedRequest[], receivedAt: Date): Promise<void> {
  if (requests.length === 0) return;
  const rows = requests.map(({ request, bytes }) => ({
    request_id: request.requestId,
    tenant: request.payer?.tenant ?? '',
    client_request_id: request.clientRequestId,
    hold_id: request.holdId,
    finished_at: finishedAtOf(request, receivedAt),
    content: hexOf(bytes),
    received_at: receivedAt,
  }));
  await sql`insert into requests select * from ${rowsOf('requests', rows)} on conflict (request_id) do nothing`.execute(tx);
}

function finishedAtOf({ finishedAt, startedAt }: RequestFinished, receivedAt: Date): Date {
  const time = finishedAt ?? startedAt;
  return time === undefined ? receivedAt : new Date(timestampMs(time));
}

async function writeWatermarks(tx: Tx, watermarks: BookingPlan['watermarks']): Promise<void> {
  for (const { watermark, recordedAtMs } of watermarks) {
    if (watermark.completeUntil === undefined || watermark.owner === '') continue;
    await sql`
      insert into watermarks as w values (${watermark.witness}, ${watermark.owner}, ${new Date(timestampMs(watermark.completeUntil))}, ${new Date(recordedAtMs)})
      on conflict (witness, owner) do update set
        complete_until = greatest(w.complete_until, excluded.complete_until), heard_at = greatest(w.heard_at, excluded.heard_at)`.execute(tx);
  }
}

export async function writeParked(tx: Tx, parked: readonly ParkedFact[], parkedAt: Date): Promise<void> {
  if (parked.length === 0) return;
  const rows = parked.map(({ factId, reason, tenant, attemptId, holdId, bytes }) => ({
    fact_id: factId,
    reason,
    tenant: printable(tenant),
    attempt_id: attemptId ?? null,
    hold_id: holdId ?? null,
    content: hexOf(bytes),
    parked_at: parkedAt,
  }));
  await sql`insert into parked_facts select * from ${rowsOf('parked_facts', rows)} on conflict (fact_id) do update set reason = excluded.reason`.execute(tx);
}
