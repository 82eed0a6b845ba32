// One service's database: a pool whose every connection sees the service's schema alone.
import type { Transaction } from 'kysely';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionOptions } from './connection-options.js';
import { clientConfig } from './connection-options.js';
import { isTransient } from './errors.js';
import { CONNECTION_LIFETIME_S, POOL_SIZE_MAX, REACHABLE_RETRY_MS } from './limits.js';
import { lockKey } from './lock-key.js';
import type { SessionLock } from './session-lock.js';
import { trySessionLock } from './session-lock.js';
import type { TransactionOptions } from './transaction.js';
import { runTransaction } from './transaction.js';

export interface DatabaseOptions extends ConnectionOptions {
  readonly poolSizeMax?: number;
}

export interface Database<Tables> {
  readonly db: Kysely<Tables>;
  /** What it was opened with; the migrator makes its own connection from it. */
  readonly options: DatabaseOptions;
  /** See runTransaction. */
  transaction<T>(work: (transaction: Transaction<Tables>) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** A transaction that first waits for the named lock and holds it to its end: one at a time over all replicas. */
  withAdvisoryLock<T>(name: string, work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** See SessionLock; undefined if another session holds it. */
  tryAdvisorySessionLock(name: string): Promise<SessionLock | undefined>;
  /** Resolves when Postgres answers; rejects at once on what waiting cannot mend, or with the signal's reason. */
  untilReachable(options: { readonly timeoutMs: number; readonly signal?: AbortSignal }): Promise<void>;
  /** Waits for the queries under way. */
  close(): Promise<void>;
}

/** Opens no connection yet: a service may start while Postgres is down. Broken connections are replaced as they are found. */
export function openDatabase<Tables>(options: DatabaseOptions): Database<Tables> {
  const pool = new pg.Pool({ ...clientConfig(options), max: options.poolSizeMax ?? POOL_SIZE_MAX, maxLifetimeSeconds: CONNECTION_LIFETIME_S });
  // A connection that breaks while nobody uses it, or between two statements, is told by an event only, which would end the
  // process. The next statement on it fails and says what there is to say.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

  return {
    db,
    options,
    transaction: (work, how) => runTransaction(db, work, how),
    withAdvisoryLock: (name, work) =>
      runTransaction(db, async (transaction) => {
        await sql`select pg_advisory_xact_lock(${lockKey(options.schema, name)})`.execute(transaction);
        return work(transaction);
      }),
    tryAdvisorySessionLock: (name) => trySessionLock(options, name),
    untilReachable: (limit) => untilReachable(db, limit),
    close: () => db.destroy(),
  };
}

async function untilReachable<Tables>(db: Kysely<Tables>, { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal }): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    try {
      await sql`select 1`.execute(db);
      return;
    } catch (error) {
      if (!isTransient(error) || performance.now() >= deadlineMs) throw error;
    }
    await sleep(REACHABLE_RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
