// Calls at a constant rate, whether or not the earlier ones are back, as callers that do not know of each other make them.
//
// A call's latency counts from the moment when it was due and not from when it left: a server that stalls delays the calls
// behind it too, and a generator that waits with it would hide that ("coordinated omission",
// https://www.scylladb.com/2021/04/22/on-coordinated-omission/).
import { latenciesOf, type Latencies } from './percentile.js';

export interface OpenLoopOptions {
  readonly requestsPerSecond: number;
  readonly durationMs: number;
  readonly send: (index: number) => Promise<void>;
}

export interface LoadResult {
  readonly sent: number;
  readonly answered: number;
  /** How often each error came. */
  readonly errors: Readonly<Record<string, number>>;
  /** Answers that came while calls were still being sent, in a second: below the rate when the server cannot keep up. */
  readonly answeredPerSecond: number;
  /** Of the answered; undefined when nothing was answered. */
  readonly latencies: Latencies | undefined;
  /** The worst delay between the moment when a call was due and when it left: what the generator itself adds. */
  readonly generatorLagMs: number;
}

export async function openLoop({ requestsPerSecond, durationMs, send }: OpenLoopOptions): Promise<LoadResult> {
  const total = Math.max(1, Math.round((requestsPerSecond * durationMs) / 1000));
  const latencies: number[] = [];
  const errors: Record<string, number> = {};
  let answeredInTime = 0;
  let generatorLagMs = 0;
  const startedMs = performance.now();
  const calls: Promise<void>[] = [];

  const call = async (index: number, dueMs: number): Promise<void> => {
    generatorLagMs = Math.max(generatorLagMs, performance.now() - dueMs);
    try {
      await send(index);
      const nowMs = performance.now();
      latencies.push(nowMs - dueMs);
      if (nowMs - startedMs <= durationMs) answeredInTime += 1;
    } catch (error) {
      const name = error instanceof Error ? error.message : String(error);
      errors[name] = (errors[name] ?? 0) + 1;
    }
  };

  for (let index = 0; index < total; ) {
    const elapsedMs = performance.now() - startedMs;
    const dueCount = Math.min(total, Math.floor((elapsedMs * requestsPerSecond) / 1000) + 1);
    for (; index < dueCount; index += 1) calls.push(call(index, startedMs + (index * 1000) / requestsPerSecond));
    if (index >= total) break;
    const nextMs = startedMs + (index * 1000) / requestsPerSecond - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextMs)));
  }
  await Promise.all(calls);
  return { sent: total, answered: latencies.length, errors, answeredPerSecond: (answeredInTime * 1000) / durationMs, latencies: latenciesOf(latencies), generatorLagMs };
}
