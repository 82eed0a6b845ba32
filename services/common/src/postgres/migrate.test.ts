// Goal: every database ends with the same schema, whoever migrates it, how often and how many at once.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { TestPostgres } from '../testing/index.js';
import { testPostgres } from '../testing/index.js';
import type { Database, Migration } from './index.js';
import { isTransient, migrate, openDatabase, sql } from './index.js';

const first: Migration = { name: '20260101T000000-one', sql: 'create table one (id int); create table two (id int);' };
const second: Migration = { name: '20260102T000000-two', sql: 'alter table one add column name text' };
const broken: Migration = { name: '20260103T000000-broken', sql: 'create table three (id int); select 1/0' };

let postgres: TestPostgres;
let serial = 0;
const open: Database<never>[] = [];

beforeAll(async () => { postgres = await testPostgres(); });
afterEach(async () => { await Promise.all(open.splice(0).map((database) => database.close())); });
afterAll(() => postgres.close());

function freshSchema(): Database<never> {
  serial += 1;
  return openSchema(`app_${serial}`);
}
function openSchema(schema: string, url = postgres.url): Database<never> {
  const database = openDatabase<never>({ url, schema, applicationName: 'migration test' });
  open.push(database);
  return database;
}
async function tablesOf(database: Database<never>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${database.options.schema} order by 1`.execute(database.db);
  return rows.map(({ name }) => name);
}

describe('migrate', () => {
  it('makes the schema and runs what is new, in order, once', async () => {
    const database = freshSchema();
    expect(await migrate(database, [first])).toEqual([first.name]);
    expect(await migrate(database, [first, second])).toEqual([second.name]);
    expect(await migrate(database, [first, second])).toEqual([]);
    expect(await tablesOf(database)).toEqual(['one', 'schema_migrations', 'two']);
  });

  it('runs every migration once when many replicas start together', async () => {
    const database = freshSchema();
    const results = await Promise.all(Array.from({ length: 5 }, () => migrate(database, [first, second])));
    expect(results.flat()).toEqual([first.name, second.name]);
  });

  it('leaves nothing of a migration that fails, and keeps those before it', async () => {
    const database = freshSchema();
    await expect(migrate(database, [first, second, broken])).rejects.toThrow('The migration 20260103T000000-broken failed: division by zero');
    expect(await tablesOf(database)).toEqual(['one', 'schema_migrations', 'two']);
    expect(await migrate(database, [first, second, { ...broken, sql: 'select 1' }])).toEqual([broken.name]);
  });

  it('refuses an applied migration that was edited', async () => {
    const database = freshSchema();
    await migrate(database, [first]);
    await expect(migrate(database, [{ ...first, sql: `${first.sql} ` }])).rejects.toThrow('was edited');
  });

  it('refuses a new migration that is older than an applied one', async () => {
    const database = freshSchema();
    await migrate(database, [second].map((one) => ({ ...one, sql: 'select 1' })));
    await expect(migrate(database, [first, { ...second, sql: 'select 1' }])).rejects.toThrow('give it a later time');
  });

  it('lets an old release start beside a newer one', async () => {
    const database = freshSchema();
    await migrate(database, [first, second]);
    expect(await migrate(database, [first])).toEqual([]);
  });

  it.each<{ name: string; migrations: Migration[]; says: string }>([
    { name: 'a name without its time', migrations: [{ name: '001-first', sql: '' }], says: 'must be named like' },
    { name: 'a list out of order', migrations: [second, first], says: 'must come before' },
    { name: 'a name that comes twice', migrations: [first, first], says: 'must come before' },
  ])('refuses $name before it touches the database', async ({ migrations, says }) => {
    await expect(migrate(openSchema('never', 'postgres://nobody@127.0.0.1:1/none'), migrations)).rejects.toThrow(says);
  });

  it('waits for a table that is in use, without keeping others from it for long', async () => {
    const database = freshSchema();
    await migrate(database, [first]);
    const reader = new pg.Client({ connectionString: postgres.url });
    await reader.connect();
    await reader.query(`begin; select * from ${database.options.schema}.one`);
    const quick: Migration = { name: '20260104T000000-quick', sql: "set local lock_timeout = '20ms'; alter table one add column late text" };
    const running = migrate(database, [first, quick]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await reader.query('commit');
    expect(await running).toEqual([quick.name]);
    await reader.end();
  });

  it('needs no right to create schemas when its schema is there', async () => {
    serial += 1;
    const [role, schema] = [`migrator_${process.pid}_${serial}`, `given_${serial}`];
    const admin = new pg.Client({ connectionString: postgres.url });
    await admin.connect();
    await admin.query(`create role ${role} login password 'x'; create schema ${schema} authorization ${role}`);
    const url = new URL(postgres.url);
    [url.username, url.password] = [role, 'x'];
    const database = openSchema(schema, url.href);
    expect(await migrate(database, [first])).toEqual([first.name]);
    await expect(migrate(openSchema('not_given', url.href), [first])).rejects.toThrow('permission denied');
    await admin.query(`drop schema ${schema} cascade; drop role ${role}`);
    await admin.end();
  });
});

describe('a database that is not there', () => {
  it('is a transient failure', async () => {
    const error: unknown = await migrate(openSchema('app', 'postgres://u:p@127.0.0.1:1/db'), [first]).catch((thrown: unknown) => thrown);
    expect(isTransient(error)).toBe(true);
  });

  it('is waited for until the limit', async () => {
    await expect(openSchema('app', 'postgres://u:p@127.0.0.1:1/db').untilReachable({ timeoutMs: 10 })).rejects.toThrow('ECONNREFUSED');
  });

  it('is waited for until the signal', async () => {
    const aborter = new AbortController();
    const waiting = openSchema('app', 'postgres://u:p@127.0.0.1:1/db').untilReachable({ timeoutMs: 60_000, signal: aborter.signal });
    aborter.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('is not waited for when waiting does not help', async () => {
    const url = new URL(postgres.url);
    url.password = 'wrong';
    await expect(openSchema('app', url.href).untilReachable({ timeoutMs: 60_000 })).rejects.toThrow('password authentication failed');
  });
});
