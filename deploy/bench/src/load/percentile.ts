// Exact percentiles of all latencies; nothing is bucketed, since a run has thousands of calls and not millions.

export interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
}

/** The smallest value that at least `share` of all do not exceed (nearest rank). undefined of nothing. */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export function latenciesOf(valuesMs: readonly number[]): Latencies | undefined {
  const sorted = valuesMs.toSorted((a, b) => a - b);
  const [p50Ms, p99Ms, p999Ms, maxMs] = [0.5, 0.99, 0.999, 1].map((share) => percentile(sorted, share));
  if (p50Ms === undefined || p99Ms === undefined || p999Ms === undefined || maxMs === undefined) return undefined;
  return { p50Ms, p99Ms, p999Ms, maxMs };
}
