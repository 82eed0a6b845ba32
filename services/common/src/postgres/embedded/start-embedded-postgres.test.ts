// Goal: the embedded server comes up whatever the last run has left, is closed to everybody else, and leaves nothing.
import { afterEach, describe, expect, it } from '@jest/globals';
import { chmod, chown, lstat, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { registerProcess, testRunFolder } from '../../testing/index.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './index.js';
import { removePlaces, startEmbeddedPostgres } from './index.js';
import { isAlive, programOf } from './processes.js';

const running: EmbeddedPostgres[] = [];
let serial = 0;

async function freshDirectory(): Promise<string> {
  serial += 1;
  const directory = path.join(testRunFolder(), `embedded-${process.pid}-${serial}`);
  await mkdir(directory);
  return directory;
}
async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ isDurable: false, ...options });
  running.push(postgres);
  await registerProcess(postgres.pid, 'postgres');
  return postgres;
}
async function ask<T>(url: string, statement: string): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ value: T }>(statement);
    return rows[0]?.value;
  } finally {
    await client.end();
  }
}
afterEach(async () => { for (const postgres of running.splice(0)) await postgres.close(); });

describe('startEmbeddedPostgres', () => {
  it('keeps its data from one run to the next', async () => {
    const directory = await freshDirectory();
    const first = await start({ directory });
    await ask(first.url, 'create table kept as select 42 as value');
    await first.close();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start({ directory });
    expect(await ask(second.url, 'select value from kept')).toBe(42);
  });

  it('is UTF-8 with the C locale, in UTC, and never runs as root', async () => {
    const postgres = await start({ directory: await freshDirectory() });
    expect(await ask(postgres.url, "select current_setting('server_encoding') || ' ' || datcollate || ' ' || current_setting('timezone') as value from pg_database where datname = current_database()")).toBe('UTF8 C UTC');
    const status = await readFile(`/proc/${postgres.pid}/status`, 'utf8').catch(() => 'Uid:\t1\t1');
    expect(/^Uid:\s+(\d+)\s+(\d+)/m.exec(status)?.slice(1)).not.toContain('0');
  });

  it('lets nobody in without the password, and stands on loopback alone', async () => {
    const postgres = await start({ directory: await freshDirectory() });
    const url = new URL(postgres.url);
    url.password = 'guess';
    await expect(ask(url.href, 'select 1 as value')).rejects.toThrow('password authentication failed');
    expect(await ask(postgres.url, "select current_setting('listen_addresses') || '|' || current_setting('unix_socket_directories') as value")).toBe('127.0.0.1|');
  });

  it('recovers what was committed when it was killed', async () => {
    const directory = await freshDirectory();
    const first = await start({ directory });
    await ask(first.url, 'create table kept as select 7 as value');
    await first.kill();
    const second = await start({ directory, port: first.port });
    expect(second.port).toBe(first.port);
    expect(await ask(second.url, 'select value from kept')).toBe(7);
  });

  it('starts over a pid file whose number has gone to another process', async () => {
    const directory = await freshDirectory();
    await (await start({ directory })).close();
    const file = path.join(directory, 'data/postmaster.pid');
    await writeFile(file, `${process.pid}\n${directory}/data\n0\n1\n\n127.0.0.1\n0\nready\n`);
    const { uid, gid } = await lstat(path.join(directory, 'data'));
    await chown(file, uid, gid);
    const postgres = await start({ directory });
    expect(await ask(postgres.url, 'select 1 as value')).toBe(1);
  });

  it('stops the living server of a run that died, and starts its own', async () => {
    const directory = await freshDirectory();
    const orphan = await start({ directory });
    await writeFile(path.join(directory, 'owner.json'), JSON.stringify({ pid: process.pid, startTime: 'of another life' }));
    const postgres = await start({ directory });
    await orphan.exited;
    expect(await programOf(orphan.pid)).toBeUndefined();
    expect(await ask(postgres.url, 'select 1 as value')).toBe(1);
  });

  it('refuses a directory that a living run uses', async () => {
    const directory = await freshDirectory();
    const startTime = (await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ')[19];
    await writeFile(path.join(directory, 'owner.json'), JSON.stringify({ pid: process.ppid, startTime }));
    await expect(start({ directory })).rejects.toThrow(`belongs to the running process ${process.ppid}`);
  });

  it('says so when the wanted port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await expect(start({ directory: await freshDirectory(), port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('sets up again after a first start that was cut short', async () => {
    const directory = await freshDirectory();
    await mkdir(path.join(directory, 'data.new'));
    await writeFile(path.join(directory, 'data.new/half'), '');
    await writeFile(path.join(directory, 'password.new'), 'old');
    const postgres = await start({ directory });
    expect(await ask(postgres.url, 'select 1 as value')).toBe(1);
    expect((await readdir(directory)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('shows the words of the server when it does not start', async () => {
    const directory = await freshDirectory();
    await (await start({ directory })).close();
    const control = path.join(directory, 'data/global/pg_control');
    await writeFile(control, 'not what it was');
    await expect(start({ directory })).rejects.toThrow('could not read file "global/pg_control"');
  });

  it('removes a temporary directory at the end', async () => {
    const directory = await freshDirectory();
    const postgres = await start({ directory, isTemporary: true });
    await postgres.close();
    await expect(lstat(directory)).rejects.toThrow('ENOENT');
  });

  it('works from a directory that is closed to others, under root in another place, and removes both', async () => {
    const directory = await freshDirectory();
    const inner = path.join(directory, 'inner');
    await mkdir(inner);
    await chmod(directory, 0o700);
    const postgres = await start({ directory: inner });
    expect(await ask(postgres.url, 'select 1 as value')).toBe(1);
    await postgres.close();
    const elsewhere = (await readFile(path.join(inner, 'elsewhere'), 'utf8').catch(() => inner)).trim();
    expect(elsewhere === inner).toBe(process.getuid?.() !== 0);
    expect(await readdir(elsewhere)).toContain('data');
    await removePlaces(inner);
    await expect(lstat(elsewhere)).rejects.toThrow('ENOENT');
    await expect(lstat(inner)).rejects.toThrow('ENOENT');
  });
});
