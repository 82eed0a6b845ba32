// Goal: what Postgres holds arrives exact, transactions that collide are repeated and others are not, and a lock has one holder.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestPostgres } from '../testing/index.js';
import { testPostgres } from '../testing/index.js';
import type { Database } from './index.js';
import { isTransient, isUniqueViolation, migrate, numericToBigint, openDatabase, sql, sqlStateOf } from './index.js';

interface Tables {
  account: { id: bigint; balance: bigint };
}

let postgres: TestPostgres;
let database: Database<Tables>;
const optionsOf = (url: string) => ({ url, schema: 'bank', applicationName: 'bank test' });

beforeAll(async () => {
  postgres = await testPostgres();
  database = openDatabase<Tables>(optionsOf(postgres.url));
  await migrate(database, [{ name: '20260101T000000-account', sql: 'create table account (id int8 primary key, balance int8 not null); insert into account values (1, 100), (2, 100)' }]);
});
afterAll(async () => {
  await database.close();
  await postgres.close();
});

async function valueOf(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db);
  return rows[0]?.value;
}

describe('values', () => {
  it.each<{ expression: string; value: unknown }>([
    { expression: '9223372036854775807::int8', value: 9_223_372_036_854_775_807n },
    { expression: '(select count(*) from account where id < 3)', value: 2n },
    { expression: "'{1,NULL,-9223372036854775808}'::int8[]", value: [1n, null, -9_223_372_036_854_775_808n] },
    { expression: '12345678901234567890123456789012345678::numeric(38,0)', value: '12345678901234567890123456789012345678' },
    { expression: "'{0.1,1e-12}'::numeric[]", value: ['0.1', '0.000000000001'] },
    { expression: "'2026-03-29'::date", value: '2026-03-29' },
    { expression: "'2026-03-29 02:30:00'::timestamp", value: '2026-03-29 02:30:00' },
    { expression: "'2026-03-29 02:30:00+00'::timestamptz", value: new Date('2026-03-29T02:30:00Z') },
    { expression: '7::int4', value: 7 },
  ])('$expression arrives as it is', async ({ expression, value }) => {
    expect(await valueOf(expression)).toEqual(value);
  });

  it('a bigint goes in and comes out', async () => {
    const { rows } = await sql<{ value: bigint }>`select ${2n ** 62n}::int8 as value`.execute(database.db);
    expect(rows[0]?.value).toBe(2n ** 62n);
  });

  it.each<{ text: string; value: bigint }>([
    { text: '12', value: 12n },
    { text: '-12.000', value: -12n },
    { text: '99999999999999999999999999999999999999', value: 99_999_999_999_999_999_999_999_999_999_999_999_999n },
  ])('the numeric $text becomes a bigint', ({ text, value }) => {
    expect(numericToBigint(text)).toBe(value);
  });

  it.each(['1.5', 'NaN', '', 'Infinity'])('the numeric %p is refused as a bigint', (text) => {
    expect(() => numericToBigint(text)).toThrow(RangeError);
  });
});

describe('settings of a connection', () => {
  it('sees its own schema alone, in UTC, under its name', async () => {
    expect(await valueOf("current_setting('search_path') || ' ' || current_setting('timezone') || ' ' || current_setting('application_name')")).toBe('bank UTC bank test');
  });

  it('ends a statement that takes too long, and says that it may pass', async () => {
    const hasty = openDatabase({ ...optionsOf(postgres.url), statementTimeoutMs: 50 });
    const error: unknown = await sql`select pg_sleep(20)`.execute(hasty.db).catch((thrown: unknown) => thrown);
    await hasty.close();
    expect(sqlStateOf(error)).toBe('57014');
    expect(isTransient(error)).toBe(true);
  });

  it('refuses a schema name that would need quoting', () => {
    expect(() => openDatabase({ ...optionsOf(postgres.url), schema: 'a; drop' })).toThrow('The schema name "a; drop"');
  });
});

describe('transaction', () => {
  it('repeats the loser of a write skew until both are done', async () => {
    const transfer = () =>
      database.transaction(async (transaction) => {
        const { balance } = await transaction.selectFrom('account').select('balance').where('id', '=', 1n).executeTakeFirstOrThrow();
        await transaction.updateTable('account').set({ balance: balance - 1n }).where('id', '=', 1n).execute();
      }, { isolation: 'serializable', triesMax: 50 });
    await Promise.all(Array.from({ length: 8 }, transfer));
    const { balance } = await database.db.selectFrom('account').select('balance').where('id', '=', 1n).executeTakeFirstOrThrow();
    expect(balance).toBe(92n);
  });

  it('repeats the victim of a deadlock', async () => {
    let calls = 0;
    const both = Promise.withResolvers<void>();
    const lockInOrder = (first: bigint, second: bigint) =>
      database.transaction(async (transaction) => {
        await sql`select 1 from account where id = ${first} for update`.execute(transaction);
        calls += 1;
        if (calls === 2) both.resolve();
        await both.promise;
        await sql`select 1 from account where id = ${second} for update`.execute(transaction);
      });
    await Promise.all([lockInOrder(1n, 2n), lockInOrder(2n, 1n)]);
    expect(calls).toBe(3);
  });

  it('undoes everything and does not repeat when the work throws', async () => {
    let calls = 0;
    const work = database.transaction(async (transaction) => {
      calls += 1;
      await transaction.insertInto('account').values({ id: 3n, balance: 0n }).execute();
      await transaction.insertInto('account').values({ id: 1n, balance: 0n }).execute();
    });
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    expect(isUniqueViolation(error, 'account_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'another')).toBe(false);
    expect(isTransient(error)).toBe(false);
    expect(calls).toBe(1);
    expect(await valueOf('(select count(*) from account)')).toBe(2n);
  });

  it('gives up a conflict after the number of tries it was given', async () => {
    let calls = 0;
    const conflict = Object.assign(new Error('again'), { code: '40001' });
    const work = database.transaction(async () => { calls += 1; throw conflict; }, { triesMax: 3 });
    await expect(work).rejects.toBe(conflict);
    expect(calls).toBe(3);
  });
});

describe('locks', () => {
  it('lets one transaction at a time through an advisory lock', async () => {
    let inside = 0;
    let insideMost = 0;
    const enter = () =>
      database.withAdvisoryLock('door', async (transaction) => {
        inside += 1;
        insideMost = Math.max(insideMost, inside);
        await sql`select pg_sleep(0.005)`.execute(transaction);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 5 }, enter));
    expect(insideMost).toBe(1);
  });

  it('gives a session lock to one holder, and to the next after a release', async () => {
    const first = await database.tryAdvisorySessionLock('leader');
    expect(first?.isHeld).toBe(true);
    expect(await database.tryAdvisorySessionLock('leader')).toBeUndefined();
    const other = await database.tryAdvisorySessionLock('another');
    expect(other?.isHeld).toBe(true);
    await other?.release();
    await first?.release();
    const next = await database.tryAdvisorySessionLock('leader');
    expect(next?.isHeld).toBe(true);
    await next?.release();
  });

  it('tells the holder when its lock is lost with its connection', async () => {
    const lock = await database.tryAdvisorySessionLock('leader');
    await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()`.execute(database.db);
    const error = await lock?.lost;
    expect(error?.message).toContain('leader');
    expect(lock?.isHeld).toBe(false);
    await lock?.release();
  });

  it('does not call a release a loss', async () => {
    const lock = await database.tryAdvisorySessionLock('leader');
    await lock?.release();
    const outcome = await Promise.race([lock?.lost, new Promise((resolve) => setTimeout(() => resolve('still open'), 50))]);
    expect(outcome).toBe('still open');
  });
});
