// Goal: every suite has servers of its own that are real, empty, and gone afterwards.
import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { isNewEnough } from '../nats-server/find-nats-server.js';
import { startNatsServer } from '../nats-server/index.js';
import { freePort, testNats, testPostgres, testRunFolder } from './index.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => { for (const one of open.splice(0)) await one.close(); });

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The client itself does not read a password out of an address. */
function loginOf({ url, port }: { url: string; port: number }) {
  const { username, password } = new URL(url);
  return { servers: `127.0.0.1:${port}`, user: username, pass: decodeURIComponent(password) };
}

describe('testPostgres', () => {
  it('gives two suites two databases that do not see each other', async () => {
    const [left, right] = await Promise.all([testPostgres(), testPostgres()]);
    open.push(left, right);
    const clients = [left, right].map(({ url }) => new pg.Client({ connectionString: url }));
    await Promise.all(clients.map((client) => client.connect()));
    await clients[0]?.query('create table mine (id int)');
    const found = await clients[1]?.query("select to_regclass('mine') as name");
    expect(found?.rows).toEqual([{ name: null }]);
    await Promise.all(clients.map((client) => client.end()));
  });

  it('drops the database though somebody is still connected', async () => {
    const postgres = await testPostgres();
    const client = new pg.Client({ connectionString: postgres.url });
    // Postgres says why, then the socket ends: two events, and the first is the one to see.
    const ended = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await postgres.close();
    expect(await ended).toMatchObject({ code: '57P01' });
    await expect(new pg.Client({ connectionString: postgres.url }).connect()).rejects.toThrow('does not exist');
  });
});

describe('testNats', () => {
  it('keeps what JetStream acknowledged over a kill, on the same port', async () => {
    const nats = await testNats();
    open.push(nats);
    const before = await connect(loginOf(nats));
    await (await jetstreamManager(before)).streams.add({ name: 'facts', subjects: ['fact.>'] });
    await jetstream(before).publish('fact.one', 'kept');
    await before.close();

    const { pid } = nats;
    await nats.kill();
    expect(isAlive(pid)).toBe(false);
    await nats.restart();
    expect(nats.pid).not.toBe(pid);

    const after = await connect(loginOf(nats));
    const message = await (await jetstreamManager(after)).streams.getMessage('facts', { seq: 1 });
    expect(message?.string()).toBe('kept');
    await after.close();
  });

  it('starts empty beside another one, and leaves no process', async () => {
    const [left, right] = await Promise.all([testNats(), testNats()]);
    expect(left.port).not.toBe(right.port);
    const client = await connect(loginOf(left));
    await expect((await jetstreamManager(client)).getAccountInfo()).resolves.toMatchObject({ streams: 0 });
    await client.close();
    await Promise.all([left.close(), right.close()]);
    expect([left.pid, right.pid].filter(isAlive)).toEqual([]);
  });

  it('shows the words of the server when it does not start', async () => {
    await expect(testNats({ extraConfig: 'no such setting' })).rejects.toThrow('nats-server did not start');
  });

  it('leaves no store when it is temporary, whether it came up or not', async () => {
    const directory = path.join(testRunFolder(), 'nats-temporary');
    await (await startNatsServer({ directory, isTemporary: true })).close();
    await expect(access(directory)).rejects.toThrow('ENOENT');
    await expect(startNatsServer({ directory, isTemporary: true, extraConfig: 'no such setting' })).rejects.toThrow();
    await expect(access(directory)).rejects.toThrow('ENOENT');
  });

  it('says that the port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const directory = path.join(testRunFolder(), 'nats-taken');
    await expect(startNatsServer({ directory, port, isTemporary: true })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => taken.close(resolve));
  });

  it.each([['2.12.0', true], ['2.11.9', false], ['2.9.25', false], ['3.0.0', true]])('takes version %s: %p', (version, isTaken) => {
    expect(isNewEnough(version)).toBe(isTaken);
  });
});

describe('freePort', () => {
  it('gives a port that can be listened on', async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    await new Promise((resolve) => server.close(resolve));
    expect(port).toBeGreaterThan(1023);
  });
});
