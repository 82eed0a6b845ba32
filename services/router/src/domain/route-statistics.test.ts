// Goal: figures of a route follow the last minute, also while nobody calls, and a fast failure never looks like a fast server.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { errorBuckets, errorWindowMs, failurePenaltyMs } from '../limits.js';
import { RouteStatistics } from './route-statistics.js';

const startMs = 1_700_000_000_000;
const bucketMs = errorWindowMs / errorBuckets;

describe('the error rate', () => {
  it('is zero before the first call', () => {
    expect(new RouteStatistics().errorRate(startMs)).toBe(0);
  });

  it('ages while the route is idle', () => {
    const statistics = new RouteStatistics();
    for (let call = 0; call < 10; call += 1) statistics.failed({ durationMs: 5, nowMs: startMs });
    expect(statistics.errorRate(startMs)).toBe(1);
    expect(statistics.errors(startMs + errorWindowMs - bucketMs)).toEqual({ calls: 10, failures: 10 });
    expect(statistics.errors(startMs + errorWindowMs)).toEqual({ calls: 0, failures: 0 });
  });

  it('counts exactly the calls of the last ten buckets, whatever came when', () => {
    const call = fc.record({ afterMs: fc.nat(20_000), isFailure: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 80 }), fc.nat(90_000), (calls, idleMs) => {
        const statistics = new RouteStatistics();
        let nowMs = startMs;
        const seen: { atMs: number; isFailure: boolean }[] = [];
        for (const { afterMs, isFailure } of calls) {
          nowMs += afterMs;
          seen.push({ atMs: nowMs, isFailure });
          if (isFailure) statistics.failed({ durationMs: 1, nowMs });
          else statistics.succeeded({ durationMs: 1, nowMs });
        }
        nowMs += idleMs;
        const oldestMs = (Math.floor(nowMs / bucketMs) - errorBuckets + 1) * bucketMs;
        const recent = seen.filter(({ atMs }) => atMs >= oldestMs);
        expect(statistics.errors(nowMs)).toEqual({ calls: recent.length, failures: recent.filter(({ isFailure }) => isFailure).length });
      }),
    );
  });
});

describe('the latency', () => {
  it('is unknown before the first call', () => {
    expect(new RouteStatistics().latencyMs).toBeUndefined();
  });

  it('takes a slow answer at once and forgets it by and by', () => {
    const statistics = new RouteStatistics();
    statistics.succeeded({ durationMs: 100, nowMs: startMs });
    statistics.succeeded({ durationMs: 9_000, nowMs: startMs + 1 });
    expect(statistics.latencyMs).toBe(9_000);
    statistics.succeeded({ durationMs: 100, nowMs: startMs + 2 });
    expect(statistics.latencyMs).toBeGreaterThan(8_000);
    statistics.succeeded({ durationMs: 100, nowMs: startMs + 60_000 });
    expect(statistics.latencyMs).toBeLessThan(200);
  });

  it('counts a failure as slow', () => {
    const statistics = new RouteStatistics();
    statistics.failed({ durationMs: 3, nowMs: startMs });
    expect(statistics.latencyMs).toBe(failurePenaltyMs);
  });

  it('lies between the fastest and the slowest call', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ afterMs: fc.nat(30_000), durationMs: fc.integer({ min: 1, max: 60_000 }) }), { minLength: 1, maxLength: 50 }), (calls) => {
        const statistics = new RouteStatistics();
        let nowMs = startMs;
        for (const { afterMs, durationMs } of calls) statistics.succeeded({ durationMs, nowMs: (nowMs += afterMs) });
        const durations = calls.map(({ durationMs }) => durationMs);
        expect(statistics.latencyMs).toBeGreaterThanOrEqual(Math.min(...durations) - 1e-6);
        expect(statistics.latencyMs).toBeLessThanOrEqual(Math.max(...durations) + 1e-6);
      }),
    );
  });
});

it('a success is fresh for a day', () => {
  const statistics = new RouteStatistics();
  expect(statistics.succeededLately(startMs)).toBe(false);
  statistics.succeeded({ durationMs: 1, nowMs: startMs });
  expect(statistics.succeededLately(startMs + 24 * 3_600_000 - 1)).toBe(true);
  expect(statistics.succeededLately(startMs + 24 * 3_600_000)).toBe(false);
});
