// One run of the nats-server program.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { POLL_MS, START_TIMEOUT_MS, STOP_TIMEOUT_MS } from './limits.js';

export interface NatsProcess {
  readonly pid: number;
  /** Resolves, and never rejects, when the process has ended. */
  readonly exited: Promise<void>;
  /** SIGTERM; SIGKILL if that takes too long. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export async function runNats(program: string, configFile: string, logFile: string): Promise<NatsProcess> {
  const log = await open(logFile, 'w', 0o600);
  const env = { PATH: '/usr/bin:/bin' };
  const child = spawn(program, ['-c', configFile], { env, detached: true, stdio: ['ignore', log.fd, log.fd] });
  let failure: Error | undefined;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      failure = error;
      resolve();
    });
  });
  await log.close();
  const isReady = await untilReady(logFile, () => failure !== undefined || isOver(child));
  if (!isReady) {
    child.kill('SIGKILL');
    await exited;
    throw new Error(`nats-server did not start: ${failure?.message ?? (await readFile(logFile, 'utf8')).trim()}`);
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (!isOver(child)) child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(force);
  };
  return { pid: child.pid ?? 0, exited, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function untilReady(logFile: string, isDone: () => boolean): Promise<boolean> {
  const deadlineMs = performance.now() + START_TIMEOUT_MS;
  while (!isDone() && performance.now() < deadlineMs) {
    if ((await readFile(logFile, 'utf8')).includes('Server is ready')) return true;
    await sleep(POLL_MS);
  }
  return false;
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
