// Goal: a service outlives its Postgres. A restart costs it the statements under way and nothing else: the process does
// not fall over an unheard event, and the pool finds the new server by itself.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { registerProcess, testRunFolder } from '../testing/index.js';
import type { EmbeddedPostgres } from './embedded/index.js';
import { startEmbeddedPostgres } from './embedded/index.js';
import type { Database } from './index.js';
import { isTransient, migrate, openDatabase, sql } from './index.js';

let postgres: EmbeddedPostgres;
let database: Database<never>;
let directory: string;

async function start(port = 0): Promise<void> {
  postgres = await startEmbeddedPostgres({ directory, port });
  await registerProcess(postgres.pid, 'postgres');
}

beforeAll(async () => {
  directory = path.join(testRunFolder(), 'restarted');
  await mkdir(directory, { recursive: true });
  await start();
  database = openDatabase({ url: postgres.url, schema: 'app', applicationName: 'restart test' });
  await migrate(database, [{ name: '20260101T000000-note', sql: 'create table note (id int primary key)' }]);
});
afterAll(async () => {
  await database.close();
  await postgres.close();
});

describe('a Postgres that is killed', () => {
  it('fails the statement under way as transient, and serves again when it is back, with what was committed', async () => {
    await sql`insert into note values (1)`.execute(database.db);
    const lock = await database.tryAdvisorySessionLock('leader');
    const underWay = sql`select pg_sleep(30)`.execute(database.db).catch((error: unknown) => error);
    const inTransaction = database.transaction(async (transaction) => {
      await sql`insert into note values (2)`.execute(transaction);
      await lock?.lost;
      await sql`insert into note values (3)`.execute(transaction);
    }).catch((error: unknown) => error);
    await untilBusy(2);
    const { port } = postgres;
    await postgres.kill();

    expect(isTransient(await underWay)).toBe(true);
    expect(isTransient(await inTransaction)).toBe(true);
    expect((await lock?.lost)?.message).toContain('leader');

    await start(port);
    await database.untilReachable({ timeoutMs: 20_000 });
    const { rows } = await sql`select id from note`.execute(database.db);
    expect(rows).toEqual([{ id: 1 }]);
  });

  it('is waited for while it is away', async () => {
    const { port } = postgres;
    await postgres.close();
    const waiting = database.untilReachable({ timeoutMs: 20_000 });
    await start(port);
    await expect(waiting).resolves.toBeUndefined();
  });
});

/** Until so many other sessions run something or hold a transaction open. */
async function untilBusy(sessions: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ busy: bigint }>`select count(*) as busy from pg_stat_activity
      where state <> 'idle' and application_name = 'restart test' and pid <> pg_backend_pid()`.execute(database.db);
    if ((rows[0]?.busy ?? 0n) >= BigInt(sessions)) return;
  }
}
