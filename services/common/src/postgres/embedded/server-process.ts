// Runs the postgres program and waits until it says in its pid file that it takes connections.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { chown, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LEFTOVER_TRIES_MAX, LEFTOVER_WAIT_MS, LOG_LINES_SHOWN_MAX, POLL_MS, PORT_TRIES_MAX, START_TIMEOUT_MS } from './limits.js';
import { probePort } from './free-port.js';
import { readPostmaster } from './postmaster-file.js';
import type { RunAs } from './run-as.js';
import { serverEnv, serverSettings } from './settings.js';

export interface ServerOptions {
  readonly nativeFolder: string;
  readonly serverFolder: string;
  readonly runAs: RunAs | undefined;
  readonly port: number;
  readonly isDurable: boolean;
}

export interface ServerProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

/** Two failures pass: the port was taken a moment ago, and processes of a killed server still hold its memory. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  let portTries = 0;
  for (let tries = 1; ; tries += 1) {
    const port = await probePort(options.port);
    const outcome = await launch(options, port);
    if (!('failure' in outcome)) return outcome;
    const isPortTaken = /could not bind|could not create any TCP\/IP sockets/.test(outcome.failure);
    const isHeldByLeftover = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(outcome.failure);
    if (isPortTaken) portTries += 1;
    const mayPass = isPortTaken ? portTries < PORT_TRIES_MAX : isHeldByLeftover && tries < LEFTOVER_TRIES_MAX;
    if (!mayPass) throw new Error(`The embedded Postgres did not start:\n${outcome.failure}`);
    await sleep(LEFTOVER_WAIT_MS);
  }
}

async function launch(options: ServerOptions, port: number): Promise<ServerProcess | { readonly failure: string }> {
  const { nativeFolder, serverFolder, runAs, isDurable } = options;
  const dataFolder = path.join(serverFolder, 'data');
  const logFile = path.join(serverFolder, 'postgres.log');
  const log = await open(logFile, 'w', 0o600);
  if (runAs !== undefined) await chown(logFile, runAs.uid, runAs.gid);
  // A group of its own: Ctrl-C goes to the whole group of a terminal, and the server must outlive the services that drain.
  const child = spawn(path.join(nativeFolder, 'bin/postgres'), ['-D', dataFolder, ...serverSettings({ port, isDurable })], {
    ...runAs, cwd: '/', env: serverEnv, detached: true, stdio: ['ignore', log.fd, log.fd],
  });
  let isOver = false;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => { isOver = true; });
  await log.close();

  const deadlineMs = performance.now() + START_TIMEOUT_MS;
  while (!isOver && performance.now() < deadlineMs) {
    const postmaster = await readPostmaster(dataFolder);
    if (postmaster !== undefined && postmaster.pid === child.pid && postmaster.isReady) return { child, pid: postmaster.pid, port };
    await Promise.race([sleep(POLL_MS), exited]);
  }
  if (!isOver) child.kill('SIGKILL');
  await exited;
  return { failure: lastLines(await readFile(logFile, 'utf8')) };
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-LOG_LINES_SHOWN_MAX).join('\n') || 'it said nothing';
}
