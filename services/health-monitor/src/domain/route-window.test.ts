// Goal: figures are those of the calls that are in the window, and of no other.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketMs, buckets, samplesPerBucketMax } from '../limits.js';
import { RouteWindow } from './route-window.js';

const startMs = 1_700_000_000_000;
const spanMs = bucketMs * buckets;
const ok = (atMs: number, durationMs = 100) => ({ atMs, durationMs, isFailure: false, message: '' });
const bad = (atMs: number, message = 'boom') => ({ atMs, durationMs: 1, isFailure: true, message });

describe('a window', () => {
  it('knows nothing before the first call', () => {
    expect(new RouteWindow().figures(startMs - spanMs, startMs)).toEqual({ calls: 0, failures: 0, meanMs: undefined, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined });
  });

  it('takes percentiles of what succeeded, by nearest rank', () => {
    const window = new RouteWindow();
    for (let ms = 1; ms <= 100; ms += 1) window.observe(ok(startMs, ms), 'traffic', () => 0);
    window.observe(bad(startMs), 'probe', () => 0);
    expect(window.figures(startMs, startMs + 1)).toEqual({ calls: 101, failures: 1, meanMs: 50.5, p50Ms: 50, p95Ms: 95, p99Ms: 99 });
    expect(window).toMatchObject({ failuresInRow: 1, lastError: 'boom', lastSource: 'probe', lastSeenAtMs: startMs });
  });

  it('counts what came in the last five minutes, whatever came when', () => {
    const call = fc.record({ afterMs: fc.nat(60_000), isFailure: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), fc.nat(spanMs), (calls, idleMs) => {
        const window = new RouteWindow();
        let nowMs = startMs;
        const seen: { atMs: number; isFailure: boolean }[] = [];
        for (const { afterMs, isFailure } of calls) {
          nowMs += afterMs;
          seen.push({ atMs: nowMs, isFailure });
          window.observe(isFailure ? bad(nowMs) : ok(nowMs), 'traffic', () => 0.5);
        }
        nowMs += idleMs;
        const fromMs = (Math.floor(nowMs / bucketMs) - buckets + 1) * bucketMs;
        const recent = seen.filter(({ atMs }) => atMs >= fromMs);
        expect(window.figures(fromMs, nowMs + 1)).toMatchObject({ calls: recent.length, failures: recent.filter(({ isFailure }) => isFailure).length });
      }),
    );
  });

  it('does not let a late fact from before spoil the bucket that has its place now', () => {
    const window = new RouteWindow();
    window.observe(ok(startMs + spanMs), 'traffic', () => 0);
    window.observe(bad(startMs), 'traffic', () => 0);
    expect(window.figures(startMs + spanMs, startMs + spanMs + 1)).toMatchObject({ calls: 1, failures: 0 });
    expect(window.failuresInRow).toBe(0);
  });

  it('keeps so many samples and no more', () => {
    const window = new RouteWindow();
    for (let call = 0; call < samplesPerBucketMax * 4; call += 1) window.observe(ok(startMs, call < samplesPerBucketMax ? 1 : 1000), 'traffic', () => 0.1);
    expect(window.figures(startMs, startMs + 1)).toMatchObject({ calls: samplesPerBucketMax * 4, p99Ms: 1000 });
    expect(window.figures(startMs, startMs + 1).p50Ms).toBe(1);
  });
});
