// A running embedded server, as its user holds it.
import { releaseFolder } from './owner-file.js';
import { removePlaces } from './places.js';
import { endServer } from './postmaster-file.js';
import type { ServerProcess } from './server-process.js';

export interface EmbeddedPostgres {
  /** With the password of the superuser. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves, and never rejects, when the server's process has ended, however that came. */
  readonly exited: Promise<void>;
  /** A fast shutdown, by force if that takes too long; then a temporary directory is removed. */
  close(): Promise<void>;
  /** SIGKILL, as a crash would. The data stay, and the next start in the same directory recovers them. */
  kill(): Promise<void>;
}

interface HandleOptions {
  readonly server: ServerProcess;
  readonly url: string;
  readonly directory: string;
  readonly isTemporary: boolean;
}

export function embeddedPostgres({ server, url, directory, isTemporary }: HandleOptions): EmbeddedPostgres {
  const { child, pid, port } = server;
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const exited = new Promise<void>((resolve) => {
    if (isOver()) resolve();
    child.once('exit', () => resolve());
  });
  return {
    url,
    port,
    pid,
    exited,
    async close() {
      // Once it has ended, its number may belong to somebody else.
      if (!isOver()) {
        child.ref();
        await endServer(pid);
        await exited;
      }
      await releaseFolder(directory);
      if (isTemporary) await removePlaces(directory);
    },
    async kill() {
      child.ref();
      child.kill('SIGKILL');
      await exited;
      await releaseFolder(directory);
    },
  };
}
