// The last five minutes of one route, in buckets. Pure: time and randomness are arguments.
import { bucketMs, buckets, samplesPerBucketMax } from '../limits.js';

interface Bucket {
  slot: number;
  calls: number;
  failures: number;
  durationsMs: number[];
}

export interface Observation {
  readonly atMs: number;
  readonly durationMs: number;
  /** Counts against the route; a caller's fault or a cancel does not. */
  readonly isFailure: boolean;
  readonly message: string;
}

export interface WindowFigures {
  readonly calls: number;
  readonly failures: number;
  readonly meanMs: number | undefined;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

export class RouteWindow {
  failuresInRow = 0;
  lastError = '';
  lastSeenAtMs: number | undefined;
  lastSource: 'traffic' | 'probe' | '' = '';
  readonly #buckets: Bucket[] = Array.from({ length: buckets }, () => ({ slot: -1, calls: 0, failures: 0, durationsMs: [] }));

  observe({ atMs, durationMs, isFailure, message }: Observation, source: 'traffic' | 'probe', random: () => number): void {
    const bucket = this.#bucket(atMs);
    if (bucket === undefined) return;
    bucket.calls += 1;
    if (isFailure) {
      bucket.failures += 1;
      this.failuresInRow += 1;
      this.lastError = message;
    } else {
      this.failuresInRow = 0;
      keepSample(bucket, durationMs, random);
    }
    this.lastSeenAtMs = Math.max(this.lastSeenAtMs ?? 0, atMs);
    this.lastSource = source;
  }

  /** Figures of the buckets that began in [fromMs, toMs). */
  figures(fromMs: number, toMs: number): WindowFigures {
    const [first, last] = [Math.floor(fromMs / bucketMs), Math.floor((toMs - 1) / bucketMs)];
    const chosen = this.#buckets.filter(({ slot }) => slot >= first && slot <= last);
    const durations = chosen.flatMap(({ durationsMs }) => durationsMs).toSorted((a, b) => a - b);
    return {
      calls: chosen.reduce((sum, { calls }) => sum + calls, 0),
      failures: chosen.reduce((sum, { failures }) => sum + failures, 0),
      meanMs: durations.length === 0 ? undefined : durations.reduce((sum, ms) => sum + ms, 0) / durations.length,
      p50Ms: percentile(durations, 0.5),
      p95Ms: percentile(durations, 0.95),
      p99Ms: percentile(durations, 0.99),
    };
  }

  /** undefined for what is older than the window: its place belongs to a newer one. */
  #bucket(atMs: number): Bucket | undefined {
    const slot = Math.floor(atMs / bucketMs);
    const bucket = this.#buckets[slot % buckets] as Bucket;
    if (bucket.slot < slot) Object.assign(bucket, { slot, calls: 0, failures: 0, durationsMs: [] });
    return bucket.slot === slot ? bucket : undefined;
  }
}

/** Reservoir sampling (Vitter 1985, algorithm R): every duration has the same chance to stay. */
function keepSample(bucket: Bucket, durationMs: number, random: () => number): void {
  if (bucket.durationsMs.length < samplesPerBucketMax) {
    bucket.durationsMs.push(durationMs);
    return;
  }
  const place = Math.floor(random() * (bucket.calls - bucket.failures));
  if (place < samplesPerBucketMax) bucket.durationsMs[place] = durationMs;
}

/** Nearest rank; undefined without samples. */
function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}
