// Brings a service's schema up to date, by one replica at a time.
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientConfig } from './connection-options.js';
import type { Database } from './database.js';
import { sqlStateOf } from './errors.js';
import { MIGRATION_LOCK_TIMEOUT_MS, MIGRATION_TRIES_MAX, MIGRATION_TURN_TIMEOUT_MS, REACHABLE_RETRY_MS } from './limits.js';
import { lockKey } from './lock-key.js';
import type { Migration } from './migration.js';
import { checkMigrations, hashMigration } from './migration.js';
import type { AppliedMigration } from './plan-migrations.js';
import { planMigrations } from './plan-migrations.js';

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs the migrations this database has not seen, each in a transaction of its own with a lock_timeout, and returns their
 * names. Makes the schema if it is missing. A migration that fails leaves those before it done and nothing of itself.
 */
export async function migrate<Tables>(database: Database<Tables>, migrations: readonly Migration[]): Promise<readonly string[]> {
  checkMigrations(migrations);
  const { options } = database;
  const client = new pg.Client(clientConfig({ ...options, applicationName: `${options.applicationName} migrations`, statementTimeoutMs: 0 }));
  client.on('error', () => {});
  await client.connect();
  try {
    await waitForTurn(client, options.schema);
    await prepareSchema(client, options.schema);
    const { rows } = await client.query<AppliedMigration>('select name, sha256 from schema_migrations');
    const pending = planMigrations(migrations, rows);
    for (const migration of pending) await runPatiently(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    // The lock goes with the connection.
    await client.end();
  }
}

async function waitForTurn(client: pg.Client, schema: string): Promise<void> {
  await client.query(`set lock_timeout = ${MIGRATION_TURN_TIMEOUT_MS}`);
  await client.query('select pg_advisory_lock($1)', [lockKey(schema, 'migrations')]);
}

/** Looks before it creates: a role that may not create schemas can still migrate one that was made for it. */
async function prepareSchema(client: pg.Client, schema: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_namespace where nspname = $1', [schema]);
  if (rowCount === 0) await client.query(`create schema if not exists ${pg.escapeIdentifier(schema)}`);
  await client.query(`create table if not exists schema_migrations (
    name text primary key,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`);
}

async function runPatiently(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await runOnce(client, migration);
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE || tries >= MIGRATION_TRIES_MAX) {
        throw new Error(`The migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
      }
      await sleep(REACHABLE_RETRY_MS * tries);
    }
  }
}

async function runOnce(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${MIGRATION_LOCK_TIMEOUT_MS}`);
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [migration.name, hashMigration(migration)]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
