// Goal: a verdict worsens fast on a run of failures, slowly on a share of them, mends by success, and never flaps.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bucketMs, buckets, failuresInRowForError, slowCallsLeast, windowsToMend } from '../limits.js';
import { RouteWindow } from './route-window.js';
import { RouteVerdict } from './verdict.js';

/** A route whose time goes by in windows of ten seconds. */
class Route {
  nowMs = 1_700_000_000_000;
  readonly window = new RouteWindow();
  readonly verdict = new RouteVerdict();

  call(options: { failed?: number; ok?: number; durationMs?: number; okFirst?: boolean }): this {
    const { failed = 0, ok = 0, durationMs = 100, okFirst = true } = options;
    const one = (isFailure: boolean): void => {
      this.window.observe({ atMs: this.nowMs, durationMs, isFailure, message: 'boom' }, 'traffic', () => 0.5);
      if (isFailure) this.verdict.failuresSeen(this.window, this.nowMs);
    };
    const calls = [...Array<boolean>(ok).fill(false), ...Array<boolean>(failed).fill(true)];
    for (const isFailure of okFirst ? calls : calls.toReversed()) one(isFailure);
    return this;
  }

  end(windows = 1): string[] {
    return Array.from({ length: windows }, () => {
      this.nowMs += bucketMs;
      this.verdict.windowEnded(this.window, this.nowMs);
      return this.verdict.status;
    });
  }
}

describe('a verdict', () => {
  it('is error at once after five failures in a row, and tells the last', () => {
    const route = new Route().call({ ok: 1, failed: failuresInRowForError - 1 });
    expect(route.verdict.status).toBe('healthy');
    route.call({ failed: 1 });
    expect(route.verdict).toMatchObject({ status: 'error', why: expect.stringContaining('boom'), sequence: 1n });
    route.call({ failed: 20 });
    expect(route.verdict.sequence).toBe(1n);
  });

  it('is a warning at once when a route without a success fails, and error after five', () => {
    const route = new Route().call({ failed: 1 });
    expect(route.verdict).toMatchObject({ status: 'warning', why: expect.stringContaining('boom'), sequence: 1n });
    route.call({ failed: failuresInRowForError - 2 });
    expect(route.verdict).toMatchObject({ status: 'warning', sequence: 1n });
    route.call({ failed: 1 });
    expect(route.verdict).toMatchObject({ status: 'error', sequence: 2n });
  });

  it.each([
    { name: 'more than a twentieth failed', failed: 2, ok: 30, status: 'warning' },
    { name: 'more than a quarter of at least ten failed', failed: 4, ok: 8, status: 'error' },
    { name: 'more than a quarter of fewer than ten failed', failed: 1, ok: 2, status: 'warning' },
    { name: 'just a twentieth failed', failed: 1, ok: 19, status: 'healthy' },
  ])('is $status after two windows when $name', ({ failed, ok, status }) => {
    const route = new Route().call({ ok: 1 });
    // A success at the end keeps the failures from being a run.
    route.call({ failed, ok, okFirst: false });
    expect(route.end()).toEqual(['healthy']);
    route.call({ failed, ok, okFirst: false });
    expect(route.end()).toEqual([status]);
  });

  it('is not worsened by one bad window', () => {
    const route = new Route().call({ ok: 1 }).call({ failed: 3, ok: 3, okFirst: false });
    expect(route.end(10).every((status) => status === 'healthy')).toBe(true);
  });

  it('mends step by step, after three windows each', () => {
    const route = new Route().call({ failed: 30 }).call({ ok: 1 });
    // The window of the failures themselves is no quiet one.
    expect(route.end(1 + 2 * windowsToMend + 30)).toEqual(['error', ...Array<string>(windowsToMend - 1).fill('error'), ...Array<string>(windowsToMend).fill('warning'), ...Array<string>(31).fill('healthy')]);
  });

  it('may be tried again when nobody calls, and is not healthy before a call has succeeded', () => {
    const route = new Route().call({ failed: 30 });
    expect(route.end(1 + windowsToMend + 100).slice(windowsToMend)).toEqual(Array<string>(101).fill('warning'));
    expect(route.verdict.why).toContain('boom');
    expect(route.call({ ok: 1 }).end(windowsToMend).at(-1)).toBe('healthy');
  });

  it('does not begin to mend while failures go on', () => {
    const route = new Route().call({ failed: 30 });
    for (let window = 0; window < 10; window += 1) {
      route.call({ failed: 1, ok: 1 });
      expect(route.end()).toEqual(['error']);
    }
  });

  it('is warning when the route is twice as slow as it used to be', () => {
    const route = new Route();
    for (let window = 0; window < buckets; window += 1) route.call({ ok: slowCallsLeast, durationMs: 100 }).end();
    expect(route.verdict.status).toBe('healthy');
    const seen: string[] = [];
    for (let window = 0; window < 6; window += 1) seen.push(...route.call({ ok: slowCallsLeast * 3, durationMs: 1000 }).end());
    // It stays so for as long as it is slow.
    expect(seen.slice(seen.indexOf('warning')).every((status) => status === 'warning')).toBe(true);
    expect(route.verdict).toMatchObject({ status: 'warning', why: expect.stringContaining('p95') });
  });

  it('changes its sequence with every change of status and never else, for any traffic', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ failed: fc.nat(8), ok: fc.nat(8), okFirst: fc.boolean() }), { maxLength: 60 }), (windows) => {
        const route = new Route();
        for (const calls of windows) {
          const before = { status: route.verdict.status, sequence: route.verdict.sequence };
          route.call(calls);
          const changedInWindow = route.verdict.sequence !== before.sequence;
          expect(changedInWindow).toBe(route.verdict.status !== before.status);
          const middle = { status: route.verdict.status, sequence: route.verdict.sequence };
          route.end();
          expect(route.verdict.sequence - middle.sequence).toBe(route.verdict.status === middle.status ? 0n : 1n);
          // A window without a failure never makes anything worse.
          if (calls.failed === 0 && route.verdict.status !== middle.status) expect(['warning', 'healthy']).toContain(route.verdict.status);
          if (calls.failed === 0 && middle.status === 'warning') expect(route.verdict.status).not.toBe('error');
        }
        // Whatever happened, success and quiet mend all.
        expect(route.call({ ok: 1 }).end(2 * windowsToMend + 1).at(-1)).toBe('healthy');
      }),
    );
  });
});
