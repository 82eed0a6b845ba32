// Entries of a period in order, from one snapshot: the same file again for the same period.
import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Database, type Transaction } from '@switchyard/common/postgres';
import { exportRowsPerStep } from '../limits.js';
import type { EntryRow, LedgerTables } from './tables.js';

export interface ExportPeriod {
  /** Empty is all. */
  readonly tenant: string;
  /** By booked_at; included. */
  readonly from: Date | undefined;
  /** Excluded; undefined is all that is booked by now. */
  readonly to: Date | undefined;
}

const everything = sql`true`;

/** Steps of rows, in order of (booked_at, attempt_id, entry_no). Call it after everything booked before `to` is committed. */
export async function* readEntriesInOrder(database: Database<LedgerTables>, period: ExportPeriod): AsyncGenerator<readonly EntryRow[]> {
  const steps = new StepChannel();
  const reading = database
    .transaction(async (tx) => readSteps(tx, period, steps), { isolation: 'repeatable read', triesMax: 1 })
    .then(() => steps.end(), (error: unknown) => steps.fail(error));
  try {
    for (;;) {
      const rows = await steps.take();
      if (rows === undefined) return;
      yield rows;
    }
  } finally {
    steps.stop();
    await reading;
  }
}

async function readSteps(tx: Transaction<LedgerTables>, { tenant, from, to }: ExportPeriod, steps: StepChannel): Promise<void> {
  await sql`set transaction read only`.execute(tx);
  for (let last: EntryRow | undefined; ; ) {
    const { rows }: { rows: EntryRow[] } = await sql<EntryRow>`
      select * from entries
      where ${to === undefined ? everything : sql`booked_at < ${to}`} and ${from === undefined ? everything : sql`booked_at >= ${from}`} and ${tenant === '' ? everything : sql`tenant = ${tenant}`}
        and ${last === undefined ? everything : sql`(booked_at, attempt_id, entry_no) > (${last.booked_at}, ${last.attempt_id}::uuid, ${last.entry_no}::int)`}
      order by booked_at, attempt_id, entry_no limit ${exportRowsPerStep}`.execute(tx);
    if (rows.length > 0 && !(await steps.put(rows, () => sql`select 1`.execute(tx)))) return;
    if (rows.length < exportRowsPerStep) return;
    last = rows.at(-1);
  }
}

/** A slow reader must not let Postgres end the transaction for being idle. */
const keepAliveEveryMs = 10_000;

/** One step at a time from the transaction to whoever reads: a snapshot lives only inside its callback. */
class StepChannel {
  #step: readonly EntryRow[] | undefined;
  #isEnded = false;
  #error: unknown;
  #isStopped = false;
  #changed = Promise.withResolvers<void>();

  async put(rows: readonly EntryRow[], keepAlive: () => Promise<unknown>): Promise<boolean> {
    this.#step = rows;
    this.#wake();
    while (this.#step !== undefined && !this.#isStopped) {
      const timer = new AbortController();
      await Promise.race([this.#changed.promise, sleep(keepAliveEveryMs, undefined, { signal: timer.signal }).then(keepAlive, () => {})]);
      timer.abort();
    }
    return !this.#isStopped;
  }

  async take(): Promise<readonly EntryRow[] | undefined> {
    for (;;) {
      const rows = this.#step;
      if (rows !== undefined) {
        this.#step = undefined;
        this.#wake();
        return rows;
      }
      if (this.#error !== undefined) throw this.#error;
      if (this.#isEnded) return undefined;
      await this.#changed.promise;
    }
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  fail(error: unknown): void {
    this.#error = error;
    this.#wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  #wake(): void {
    const changed = this.#changed;
    this.#changed = Promise.withResolvers();
    changed.resolve();
  }
}
