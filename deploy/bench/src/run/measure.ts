// One figure after the other: each target at each rate, warmed up, with the CPU that it took.
import { cpus } from 'node:os';
import { cpuBetween, readCpu, type CpuReading } from '../cpu/read-cpu.js';
import type { Generator } from '../load/generator-process.js';
import type { LoadResult } from '../load/open-loop.js';
import type { TargetName } from '../load/targets.js';
import { borneShare, settleMs } from '../limits.js';
import type { BenchRun } from './start-run.js';

export interface Measured {
  readonly target: TargetName;
  readonly requestsPerSecond: number;
  readonly load: LoadResult;
  /** Whether the rate was kept up with, so that its latencies mean something. */
  readonly isBorne: boolean;
  /** CPU microseconds per request, by process of the run. Empty where /proc is missing. */
  readonly cpuUs: ReadonlyMap<string, number>;
  /** The share of all cores that programs which are none of ours took meanwhile: with more than a little, measure again. */
  readonly othersShare: number | undefined;
}

export interface MeasureOptions {
  readonly run: BenchRun;
  readonly generator: Generator;
  readonly targets: readonly TargetName[];
  /** Ascending. */
  readonly rates: readonly number[];
  readonly warmUpMs: number;
  readonly measureMs: number;
  readonly onMeasured?: (measured: Measured) => void;
}

/** Names of processes that are the bench and not what is measured. */
const bench = ['bench', 'generator'];

export async function measureAll({ run, generator, targets, rates, warmUpMs, measureMs, onMeasured }: MeasureOptions): Promise<Measured[]> {
  const pids = { ...run.pids, bench: process.pid, generator: generator.pid };
  const all: Measured[] = [];
  for (const target of targets) {
    // Warm is what has been called often: the highest rate first, since a few hundred calls leave most of it interpreted.
    await generator.run({ target, requestsPerSecond: rates.at(-1) ?? 1, doors: run.doors, durationMs: warmUpMs });
    for (const requestsPerSecond of rates) {
      const order = { target, requestsPerSecond, doors: run.doors };
      await generator.run({ ...order, durationMs: Math.min(warmUpMs, settleMs) });
      const before = await readCpu(pids);
      const beganMs = performance.now();
      const load = await generator.run({ ...order, durationMs: measureMs });
      const used = cpuBetween(before, await readCpu(pids));
      const measured = describe({ target, requestsPerSecond, load, used, elapsedMs: performance.now() - beganMs });
      all.push(measured);
      onMeasured?.(measured);
      // Beyond what the machine bears there is nothing to learn.
      if (!measured.isBorne) break;
    }
  }
  return all;
}

interface Raw {
  readonly target: TargetName;
  readonly requestsPerSecond: number;
  readonly load: LoadResult;
  readonly used: CpuReading;
  readonly elapsedMs: number;
}

function describe({ target, requestsPerSecond, load, used, elapsedMs }: Raw): Measured {
  const ours = [...used.seconds.values()].reduce((sum, seconds) => sum + seconds, 0);
  const coreSeconds = (elapsedMs / 1000) * cpus().length;
  return {
    target,
    requestsPerSecond,
    load,
    isBorne: load.answeredPerSecond >= requestsPerSecond * borneShare && load.answered === load.sent,
    cpuUs: new Map([...used.seconds].filter(([name]) => !bench.includes(name)).map(([name, seconds]) => [name, (seconds * 1e6) / load.sent])),
    othersShare: used.machineSeconds === undefined ? undefined : Math.max(0, used.machineSeconds - ours) / coreSeconds,
  };
}
