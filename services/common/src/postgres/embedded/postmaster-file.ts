// Reads postmaster.pid, in which a running server says how far it is.
// https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { FAST_STOP_TIMEOUT_MS, IMMEDIATE_STOP_TIMEOUT_MS } from './limits.js';
import { programOf, untilGone } from './processes.js';

const PID_LINE = 0;
const STATUS_LINE = 7;

export async function readPostmaster(dataFolder: string): Promise<{ readonly pid: number; readonly isReady: boolean } | undefined> {
  const text = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[PID_LINE]);
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, isReady: lines[STATUS_LINE]?.trim() === 'ready' } : undefined;
}

/**
 * Whoever started this server is dead: a living server is stopped, and the file of a dead one removed. Postgres itself
 * would refuse to start if the number in it has meanwhile gone to another process of the same user.
 */
export async function clearLeftover(dataFolder: string): Promise<void> {
  const left = await readPostmaster(dataFolder);
  if (left === undefined) return;
  if ((await programOf(left.pid)) === 'postgres') await endServer(left.pid);
  await rm(path.join(dataFolder, 'postmaster.pid'), { force: true });
}

/** Fast, then immediate, then by force. SIGINT and SIGQUIT: https://www.postgresql.org/docs/current/server-shutdown.html */
export async function endServer(pid: number): Promise<void> {
  const steps = [['SIGINT', FAST_STOP_TIMEOUT_MS], ['SIGQUIT', IMMEDIATE_STOP_TIMEOUT_MS], ['SIGKILL', IMMEDIATE_STOP_TIMEOUT_MS]] as const;
  for (const [signal, limitMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw new Error(`The Postgres process ${pid} cannot be stopped by this user`, { cause: error });
    }
    if (await untilGone(pid, limitMs)) return;
  }
  throw new Error(`The Postgres process ${pid} would not end`);
}
