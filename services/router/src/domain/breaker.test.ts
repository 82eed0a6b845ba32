// Goal: no sequence of calls makes a breaker let through more than it should, or keeps it shut for longer than it should.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { breakerCallsLeast, breakerFailuresInRow, breakerOpenCapMs, breakerOpenMs, breakerProbesMax, breakerSuccessesToClose } from '../limits.js';
import { Breaker } from './breaker.js';

const quiet = { calls: 0, failures: 0 };

function opened(nowMs = 0): Breaker {
  const breaker = new Breaker();
  for (let failure = 0; failure < breakerFailuresInRow; failure += 1) breaker.failed({ probe: undefined, nowMs, rate: quiet });
  return breaker;
}

function probeFails(breaker: Breaker, nowMs: number): void {
  breaker.failed({ probe: breaker.started(nowMs), nowMs, rate: quiet });
}

describe('a breaker', () => {
  it('opens at the fifth failure in a row and not before', () => {
    const breaker = new Breaker();
    for (let failure = 1; failure < breakerFailuresInRow; failure += 1) {
      breaker.failed({ probe: undefined, nowMs: 0, rate: quiet });
      expect(breaker.state(0)).toBe('closed');
    }
    breaker.failed({ probe: undefined, nowMs: 0, rate: quiet });
    expect(breaker.state(0)).toBe('open');
  });

  it('forgets failures at a success', () => {
    const breaker = new Breaker();
    for (let failure = 1; failure < breakerFailuresInRow * 3; failure += 1) {
      breaker.failed({ probe: undefined, nowMs: 0, rate: quiet });
      if (failure % (breakerFailuresInRow - 1) === 0) breaker.succeeded({ probe: undefined });
    }
    expect(breaker.state(0)).toBe('closed');
  });

  it.each([
    { name: 'more than half of enough calls failed', rate: { calls: breakerCallsLeast, failures: breakerCallsLeast / 2 + 1 }, state: 'open' },
    { name: 'just half of them failed', rate: { calls: breakerCallsLeast, failures: breakerCallsLeast / 2 }, state: 'closed' },
    { name: 'too few calls were made to say', rate: { calls: breakerCallsLeast - 1, failures: breakerCallsLeast - 1 }, state: 'closed' },
  ])('is $state when $name', ({ rate, state }) => {
    const breaker = new Breaker();
    breaker.failed({ probe: undefined, nowMs: 0, rate });
    expect(breaker.state(0)).toBe(state);
  });

  it('stays open twice as long each further time, up to five minutes, and starts anew once it has closed', () => {
    const breaker = opened();
    let nowMs = 0;
    for (const waitMs of [breakerOpenMs, 2 * breakerOpenMs, 4 * breakerOpenMs, breakerOpenCapMs, breakerOpenCapMs]) {
      expect(breaker.recoversAtMs() - nowMs).toBe(waitMs);
      expect(breaker.admits(nowMs + waitMs - 1)).toBe(false);
      nowMs += waitMs;
      expect(breaker.state(nowMs)).toBe('half_open');
      probeFails(breaker, nowMs);
    }
    nowMs += breakerOpenCapMs;
    for (let success = 0; success < breakerSuccessesToClose; success += 1) breaker.succeeded({ probe: breaker.started(nowMs) });
    expect(breaker.state(nowMs)).toBe('closed');
    for (let failure = 0; failure < breakerFailuresInRow; failure += 1) breaker.failed({ probe: undefined, nowMs, rate: quiet });
    expect(breaker.recoversAtMs() - nowMs).toBe(breakerOpenMs);
  });

  it('is not moved by calls from before it opened', () => {
    const breaker = opened();
    for (let late = 0; late < 10; late += 1) breaker.succeeded({ probe: undefined });
    expect(breaker.state(breakerOpenMs - 1)).toBe('open');
    breaker.started(breakerOpenMs);
    breaker.failed({ probe: undefined, nowMs: breakerOpenMs, rate: { calls: 100, failures: 100 } });
    expect(breaker.state(breakerOpenMs)).toBe('half_open');
  });

  it('takes no word from a probe of an earlier spell', () => {
    const breaker = opened();
    const stale = Array.from({ length: breakerProbesMax - 1 }, () => breaker.started(breakerOpenMs));
    probeFails(breaker, breakerOpenMs);
    const nowMs = breakerOpenMs * 3;
    for (let probe = 0; probe < breakerProbesMax; probe += 1) breaker.started(nowMs);
    expect(breaker.admits(nowMs)).toBe(false);
    for (const probe of stale) breaker.succeeded({ probe });
    expect(breaker.admits(nowMs)).toBe(false);
    expect(breaker.state(nowMs)).toBe('half_open');
  });

  it('keeps its invariants for any sequence of calls and ends', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(100_000) }),
      fc.record({ kind: fc.constant('start' as const) }),
      fc.record({ kind: fc.constantFrom('succeed' as const, 'fail' as const, 'release' as const), which: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const breaker = new Breaker();
        let open: (number | undefined)[] = [];
        let nowMs = 0;
        for (const next of steps) {
          if (next.kind === 'wait') nowMs += next.ms;
          else if (next.kind === 'start') {
            if (!breaker.admits(nowMs)) continue;
            expect(breaker.state(nowMs)).not.toBe('open');
            open.push(breaker.started(nowMs));
          } else if (open.length > 0) {
            const [probe] = open.splice(next.which % open.length, 1);
            const before = breaker.state(nowMs);
            if (next.kind === 'succeed') breaker.succeeded({ probe });
            else if (next.kind === 'fail') breaker.failed({ probe, nowMs, rate: quiet });
            else breaker.released({ probe });
            // Only a success of this spell's own probe closes; only a failure opens.
            if (before !== 'closed' && breaker.state(nowMs) === 'closed') expect([next.kind, typeof probe]).toEqual(['succeed', 'number']);
            if (before !== 'open' && breaker.state(nowMs) === 'open') expect(next.kind).toBe('fail');
          }
          const spell = Math.max(0, ...open.map((probe) => probe ?? 0));
          expect(open.filter((probe) => probe !== undefined && probe === spell).length).toBeLessThanOrEqual(breakerProbesMax);
          expect(breaker.recoversAtMs() - nowMs).toBeLessThanOrEqual(breakerOpenCapMs);
          if (breaker.state(nowMs) === 'open') expect(breaker.admits(nowMs)).toBe(false);
        }
        open = [];
      }),
      { numRuns: 1000 },
    );
  });
});
