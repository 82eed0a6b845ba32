// What is read of the ledger for people and services: entries, requests, facts.
import { sql, type Database } from '@switchyard/common/postgres';
import { bookingLock } from './booking-store.js';
import { readEntriesInOrder, type ExportPeriod } from './export-entries.js';
import { cutPage, type Page } from './pages.js';
import { reportUsage, type ReportQuery, type ReportRow } from './report-usage.js';
import type { EntryRow, LedgerTables } from './tables.js';

export interface RequestRow {
  readonly request_id: string;
  readonly tenant: string;
  readonly finished_at: Date;
  readonly content: Buffer;
}

export interface ParkedRow {
  readonly fact_id: string;
  readonly reason: string;
  readonly tenant: string;
  readonly parked_at: Date;
}

const everything = sql`true`;

export class LedgerReads {
  readonly #database: Database<LedgerTables>;

  constructor(database: Database<LedgerTables>) {
    this.#database = database;
  }

  report(query: ReportQuery): Promise<{ rows: ReportRow[]; total: ReportRow | undefined }> {
    return reportUsage(this.#database, query);
  }

  /** Steps of a period's entries in order of (booked_at, attempt_id, entry_no), all of one moment. */
  async *entriesInOrder(period: ExportPeriod): AsyncGenerator<readonly EntryRow[]> {
    // Whoever books now has a booked_at that may lie in the period: its rows are in the file, or in none of its repeats.
    await this.#database.withAdvisoryLock(bookingLock, async () => {});
    yield* readEntriesInOrder(this.#database, period);
  }

  /** Newest first. An empty tenant is all of them. */
  async entries({ tenant, requestId, page }: { tenant: string; requestId: string; page: Page }) {
    const [bookedAt, attemptId, entryNo] = page.after ?? [];
    const { rows } = await sql<EntryRow>`
      select * from entries
      where ${tenant === '' ? everything : sql`tenant = ${tenant}`}
        and ${requestId === '' ? everything : sql`request_id = ${requestId}`}
        and ${bookedAt === undefined ? everything : sql`(booked_at, attempt_id, entry_no) < (${bookedAt}::timestamptz, ${attemptId}::uuid, ${entryNo}::int)`}
      order by booked_at desc, attempt_id desc, entry_no desc limit ${page.size + 1}`.execute(this.#database.db);
    return cutPage(rows, page.size, (row) => [row.booked_at.toISOString(), row.attempt_id, String(row.entry_no)]);
  }

  async entriesOfRequests(requestIds: readonly string[]): Promise<Map<string, EntryRow[]>> {
    if (requestIds.length === 0) return new Map();
    const { rows } = await sql<EntryRow>`select * from entries where request_id = any(${requestIds}) order by attempt_number, attempt_id, entry_no`.execute(this.#database.db);
    return Map.groupBy(rows, ({ request_id }) => request_id);
  }

  /** By the request's id, or by the newest of the caller's own ids. */
  async request({ id, tenant }: { id: string; tenant: string }): Promise<RequestRow | undefined> {
    const { rows } = await sql<RequestRow>`
      select request_id, tenant, finished_at, content from requests
      where ${tenant === '' ? everything : sql`tenant = ${tenant}`} and (request_id = ${id} or (client_request_id = ${id} and client_request_id <> ''))
      order by (request_id = ${id}) desc, finished_at desc limit 1`.execute(this.#database.db);
    return rows[0];
  }

  async requests({ tenant, page }: { tenant: string; page: Page }) {
    const [finishedAt, requestId] = page.after ?? [];
    const { rows } = await sql<RequestRow>`
      select request_id, tenant, finished_at, content from requests
      where ${tenant === '' ? everything : sql`tenant = ${tenant}`}
        and ${finishedAt === undefined ? everything : sql`(finished_at, request_id) < (${finishedAt}::timestamptz, ${requestId})`}
      order by finished_at desc, request_id desc limit ${page.size + 1}`.execute(this.#database.db);
    return cutPage(rows, page.size, (row) => [row.finished_at.toISOString(), row.request_id]);
  }

  async disposed(factIds: readonly string[]): Promise<string[]> {
    const { rows } = await sql<{ fact_id: string }>`select fact_id from facts where fact_id = any(${factIds})`.execute(this.#database.db);
    return rows.map(({ fact_id }) => fact_id);
  }

  async parked(page: Page) {
    const [parkedAt, factId] = page.after ?? [];
    const { rows } = await sql<ParkedRow>`
      select fact_id, reason, tenant, parked_at from parked_facts
      where ${parkedAt === undefined ? everything : sql`(parked_at, fact_id) > (${parkedAt}::timestamptz, ${factId})`}
      order by parked_at, fact_id limit ${page.size + 1}`.execute(this.#database.db);
    return cutPage(rows, page.size, (row) => [row.parked_at.toISOString(), row.fact_id]);
  }
}
