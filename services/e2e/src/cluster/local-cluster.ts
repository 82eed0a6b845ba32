// A run of its own for a scenario: make dev CLUSTER=1 in a folder of its own, told apart by SWITCHYARD_HOME.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const runner = resolve(fileURLToPath(new URL('../../../../deploy/local/dist/main.js', import.meta.url)));
const readyWaitMs = 120_000;
const stopWaitMs = 60_000;

export interface RunFile {
  readonly grpc: string;
  readonly http: string;
  readonly console: string;
  readonly sandbox: string;
  readonly postgres: string;
  readonly nats: string | null;
  readonly traces: string;
  readonly apiKey: string;
  readonly adminKey: string;
  readonly services: Readonly<Record<string, string>>;
  readonly pids: Readonly<Record<string, number>>;
}

export interface LocalCluster {
  /** Read anew each time: it follows restarts. */
  run(): RunFile;
  readonly home: string;
  /** Stops it as Ctrl-C does; rejects when it does not end or leaves a process. */
  stop(): Promise<void>;
}

export interface ClusterWishes {
  readonly routers?: number;
  readonly adapters?: number;
  readonly isSingle?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export async function startLocalCluster({ routers = 1, adapters = 1, isSingle = false, env = {} }: ClusterWishes = {}): Promise<LocalCluster> {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-e2e-'));
  const output: string[] = [];
  const child = spawn(process.execPath, [runner], {
    env: { PATH: process.env['PATH'] ?? '', SWITCHYARD_HOME: home, ...(isSingle ? {} : { CLUSTER: '1' }), ROUTERS: String(routers), ADAPTERS: String(adapters), GRPC_DOOR_PORT: '0', HTTP_DOOR_PORT: '0', CONSOLE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const runFile = join(home, 'run.json');
  await untilReady(child, runFile, output);
  const run = (): RunFile => JSON.parse(readFileSync(runFile, 'utf8')) as RunFile;
  return { run, home, stop: () => stopCluster(child, run, home, output) };
}

async function untilReady(child: ChildProcess, runFile: string, output: readonly string[]): Promise<void> {
  const giveUpAtMs = Date.now() + readyWaitMs;
  while (!output.join('').includes('It took ') || !existsSync(runFile)) {
    if (child.exitCode !== null || Date.now() > giveUpAtMs) {
      child.kill('SIGKILL');
      throw new Error(`The run did not come up:\n${output.join('').slice(-6000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function stopCluster(child: ChildProcess, run: () => RunFile, home: string, output: readonly string[]): Promise<void> {
  const pids = Object.entries(run().pids);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  const isLate = await Promise.race([exited.then(() => false), new Promise<true>((resolve) => setTimeout(() => resolve(true), stopWaitMs).unref())]);
  if (isLate) {
    child.kill('SIGKILL');
    throw new Error(`The run did not stop within ${stopWaitMs / 1000} s:\n${output.join('').slice(-3000)}`);
  }
  const left = pids.filter(([, pid]) => isAlive(pid));
  for (const [, pid] of left) process.kill(pid, 'SIGKILL');
  rmSync(home, { recursive: true, force: true });
  if (left.length > 0) throw new Error(`The run left processes behind: ${left.map(([name, pid]) => `${name} ${pid}`).join(', ')}`);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
