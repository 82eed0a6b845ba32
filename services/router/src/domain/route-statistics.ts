// Live figures of one route: latency, errors, calls under way. Pure: time is an argument.
import { errorBuckets, errorWindowMs, failurePenaltyMs, latencyTauMs } from '../limits.js';

interface Bucket {
  slot: number;
  calls: number;
  failures: number;
}

const bucketMs = errorWindowMs / errorBuckets;
const successFreshMs = 24 * 3_600_000;

export class RouteStatistics {
  inFlight = 0;
  #latencyMs: number | undefined;
  #latencyAtMs = 0;
  #lastSuccessAtMs = Number.NEGATIVE_INFINITY;
  readonly #buckets: Bucket[] = Array.from({ length: errorBuckets }, () => ({ slot: -1, calls: 0, failures: 0 }));

  succeeded({ durationMs, nowMs }: { durationMs: number; nowMs: number }): void {
    this.#observe(durationMs, nowMs);
    this.#bucket(nowMs).calls += 1;
    this.#lastSuccessAtMs = nowMs;
  }

  failed({ durationMs, nowMs }: { durationMs: number; nowMs: number }): void {
    this.#observe(Math.max(durationMs, failurePenaltyMs), nowMs);
    const bucket = this.#bucket(nowMs);
    bucket.calls += 1;
    bucket.failures += 1;
  }

  /** Counts of the last minute; old buckets fall out even when no call comes. */
  errors(nowMs: number): { calls: number; failures: number } {
    const oldest = Math.floor(nowMs / bucketMs) - errorBuckets + 1;
    const sum = { calls: 0, failures: 0 };
    for (const bucket of this.#buckets) {
      if (bucket.slot < oldest) continue;
      sum.calls += bucket.calls;
      sum.failures += bucket.failures;
    }
    return sum;
  }

  errorRate(nowMs: number): number {
    const { calls, failures } = this.errors(nowMs);
    return calls === 0 ? 0 : failures / calls;
  }

  /** Peak-sensitive moving average; undefined before the first call. */
  get latencyMs(): number | undefined {
    return this.#latencyMs;
  }

  succeededLately(nowMs: number): boolean {
    return nowMs - this.#lastSuccessAtMs < successFreshMs;
  }

  /** A slow answer counts at once, a fast one only by and by (https://linkerd.io/2016/03/16/beyond-round-robin-load-balancing-for-latency/). */
  #observe(durationMs: number, nowMs: number): void {
    if (this.#latencyMs === undefined || durationMs > this.#latencyMs) {
      this.#latencyMs = durationMs;
    } else {
      const weight = Math.exp(-Math.max(0, nowMs - this.#latencyAtMs) / latencyTauMs);
      this.#latencyMs = this.#latencyMs * weight + durationMs * (1 - weight);
    }
    this.#latencyAtMs = nowMs;
  }

  #bucket(nowMs: number): Bucket {
    const slot = Math.floor(nowMs / bucketMs);
    const bucket = this.#buckets[slot % errorBuckets] as Bucket;
    if (bucket.slot !== slot) Object.assign(bucket, { slot, calls: 0, failures: 0 });
    return bucket;
  }
}
