// A database of its own for every suite, on the Postgres that all suites of a run share.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { sharedPostgresUrl } from './shared-postgres.js';

export interface TestPostgres {
  /** Of an empty database; its role may do everything in it. Roles are the server's: a suite that makes some names them at random. */
  readonly url: string;
  /** Drops the database and ends whatever is still connected to it. */
  close(): Promise<void>;
}

export async function testPostgres(): Promise<TestPostgres> {
  const server = await sharedPostgresUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runOn(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, close: () => runOn(server, `drop database if exists ${name} with (force)`) };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
