// A run of its own for the bench: the local runner in a folder of its own, with logs and traces as in production.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { answer, readyWaitMs, stopWaitMs } from '../limits.js';
import type { Doors } from '../load/targets.js';

const runner = fileURLToPath(new URL('../../../local/dist/main.js', import.meta.url));

export interface BenchRun {
  readonly doors: Doors;
  readonly pids: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

export interface RunWishes {
  /** All services in one process, for a quick look. */
  readonly isSingle: boolean;
  /** Where each process leaves a CPU profile at its end; undefined takes none. */
  readonly profilesTo: string | undefined;
}

export async function startRun({ isSingle, profilesTo }: RunWishes): Promise<BenchRun> {
  const home = await mkdtemp(join(tmpdir(), 'switchyard-bench-'));
  const output: string[] = [];
  const child = spawn(process.execPath, [runner], {
    env: {
      PATH: process.env['PATH'] ?? '',
      SWITCHYARD_HOME: home,
      CLUSTER: isSingle ? '0' : '1',
      GRPC_DOOR_PORT: '0',
      HTTP_DOOR_PORT: '0',
      CONSOLE_PORT: '0',
      TRACE_SAMPLE_RATIO: '0.1',
      LOG_LEVEL: 'warn',
      ...(profilesTo === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profilesTo}` }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    const isLate = await Promise.race([exited, sleep(stopWaitMs, 'late' as const, { ref: false })]);
    if (isLate === 'late') child.kill('SIGKILL');
    await rm(home, { recursive: true, force: true });
    if (isLate === 'late') throw new Error(`The run did not stop within ${stopWaitMs / 1000} s.`);
  };
  try {
    const file = join(home, 'run.json');
    const giveUpAtMs = Date.now() + readyWaitMs;
    while (!output.join('').includes('It took ') || !existsSync(file)) {
      if (child.exitCode !== null || Date.now() > giveUpAtMs) throw new Error(`The run did not come up:\n${output.join('').slice(-4000)}`);
      await sleep(100);
    }
    const { grpc, http, apiKey, pids, sandbox } = JSON.parse(readFileSync(file, 'utf8')) as Doors & { pids: Record<string, number>; sandbox: string };
    await setAnswer(sandbox);
    return { doors: { grpc, http, apiKey }, pids, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Every call gets the same answer at once: what is measured is the way there and back. */
async function setAnswer(sandbox: string): Promise<void> {
  const behaviour = { output_tokens: answer.outputTokens, chunk_count: answer.chunks, usage: { input_tokens: answer.inputTokens, output_tokens: answer.outputTokens } };
  const response = await fetch(`${sandbox}/control/behaviour`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ behaviour }) });
  if (!response.ok) throw new Error(`The sandbox refuses the bench's behaviour: ${await response.text()}`);
  await response.body?.cancel();
}
