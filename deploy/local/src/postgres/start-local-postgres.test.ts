// Goal: make dev comes up though its usual port is taken, and leaves a database alone that is not its own.
import { describe, expect, it } from '@jest/globals';
import { testRunFolder } from '@switchyard/common/testing';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { startLocalPostgres } from './start-local-postgres.js';

describe('startLocalPostgres', () => {
  it('moves to a free port when the wanted one is taken, and says from where', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const directory = path.join(testRunFolder(), 'local-postgres');
    const postgres = await startLocalPostgres({ url: undefined, directory, port });
    await postgres.close();
    await new Promise((resolve) => taken.close(resolve));
    await rm(directory, { recursive: true });
    expect(postgres.movedFromPort).toBe(port);
    expect(new URL(postgres.url).port).not.toBe(String(port));
  });

  it('takes the given database as it is, and starts nothing', async () => {
    const directory = path.join(testRunFolder(), 'never-made');
    const postgres = await startLocalPostgres({ url: 'postgres://u@db/app', directory, port: 0 });
    await postgres.close();
    expect(postgres).toMatchObject({ url: 'postgres://u@db/app', pid: undefined });
    await expect(rm(directory, { recursive: true })).rejects.toThrow('ENOENT');
  });
});
