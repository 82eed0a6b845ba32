// Kills the parts of a run with SIGKILL, in an order fixed by a seed, each only while it holds something that could be lost.
import type { RunFile } from '../cluster/local-cluster.js';
import { isAlive } from '../cluster/local-cluster.js';
import { randomOf } from '../load/random.js';
import { billedButNotBooked } from './pending.js';

export type Victim = 'router-1' | 'provider-adapter-1' | 'cost-ledger' | 'nats' | 'postgres';

export interface Kill {
  readonly victim: Victim;
  /** What was under way: calls at the vendor, or calls billed and not yet booked. */
  readonly atStake: number;
  readonly killedAtMs: number;
  /** When its successor was there. */
  readonly backAtMs: number;
}

export interface KillOptions {
  readonly run: () => RunFile;
  readonly seed: number;
  readonly times: number;
  /** Aborted when the load is over: what is not killed by then is not killed. */
  readonly signal: AbortSignal;
  readonly onKill?: (kill: Kill) => void;
}

const victims: readonly Victim[] = ['router-1', 'provider-adapter-1', 'cost-ledger', 'nats', 'postgres'];
const settleMs = 1_500;
const backWaitMs = 30_000;
const lookEveryMs = 5;

export async function killInTurn({ run, seed, times, signal, onKill }: KillOptions): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (const victim of shuffled(victims.flatMap((name) => Array.from({ length: times }, () => name)), randomOf(seed))) {
    const atStake = await untilAtStake(run, victim, signal);
    if (atStake === undefined) break;
    const pid = run().pids[victim];
    if (pid === undefined) throw new Error(`${victim} has no process to kill.`);
    process.kill(pid, 'SIGKILL');
    const killedAtMs = Date.now();
    const backAtMs = await untilBack(run, victim, pid);
    const kill = { victim, atStake, killedAtMs, backAtMs };
    kills.push(kill);
    onKill?.(kill);
    await new Promise((resolve) => setTimeout(resolve, settleMs));
  }
  return kills;
}

/** Router and adapter hold calls that are open now; the others hold facts on their way. */
async function untilAtStake(run: () => RunFile, victim: Victim, signal: AbortSignal): Promise<number | undefined> {
  while (!signal.aborted) {
    const atStake = victim === 'router-1' || victim === 'provider-adapter-1' ? await inFlight(run()) : await billedButNotBooked(run());
    if (atStake >= 1) return atStake;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return undefined;
}

async function inFlight(run: RunFile): Promise<number> {
  return ((await (await fetch(`${run.sandbox}/inflight`)).json()) as { count: number }).count;
}

async function untilBack(run: () => RunFile, victim: Victim, killedPid: number): Promise<number> {
  const giveUpAtMs = Date.now() + backWaitMs;
  for (;;) {
    const pid = run().pids[victim];
    if (pid !== undefined && pid !== killedPid && isAlive(pid)) return Date.now();
    if (Date.now() > giveUpAtMs) throw new Error(`${victim} was not started again within ${backWaitMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(random() * left.length), 1));
  return order;
}
