// A database of the user's own is looked for before anything relies on it, so that its absence is told by its variable.
import { once } from 'node:events';
import { connect } from 'node:net';
import { databaseConnectWaitMs } from '../limits.js';
import { PlainError } from '../plain-error.js';

const postgresPort = 5432;

/** Throws PlainError when nobody takes connections there. Whether the password is right is seen by whoever logs in. */
export async function refuseSilentDatabase(url: string): Promise<void> {
  const { hostname, port, searchParams } = new URL(url);
  // A socket's path may stand in either place; the driver finds it.
  if (hostname === '' || hostname.includes('%') || searchParams.has('host')) return;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({ host, port: Number(port || postgresPort) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(databaseConnectWaitMs) });
  } catch (error) {
    const { code = 'no answer' } = error as NodeJS.ErrnoException;
    throw new PlainError(`DATABASE_URL names ${hostname}:${port || postgresPort}, where no Postgres takes connections (${code === 'ABORT_ERR' ? 'no answer' : code}). Start it there, correct DATABASE_URL, or leave it out: then make dev brings a Postgres of its own.`, { cause: error });
  } finally {
    socket.destroy();
  }
}
