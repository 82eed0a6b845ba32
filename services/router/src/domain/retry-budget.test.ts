// Goal: retries never grow beyond their share of the requests plus a trickle, so that an outage is not multiplied.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { retriesPerSecond, retryDepositLifeMs, retryShare } from '../limits.js';
import { RetryBudget } from './retry-budget.js';

const startMs = 1_700_000_000_000;
const trickle = retriesPerSecond * (retryDepositLifeMs / 1000);

function takeAll(budget: RetryBudget, nowMs: number): number {
  let taken = 0;
  while (budget.take(nowMs)) taken += 1;
  return taken;
}

describe('the retry budget', () => {
  it('of an idle router is the trickle alone', () => {
    expect(takeAll(new RetryBudget(), startMs)).toBe(trickle);
  });

  it('grows by a fifth of the requests', () => {
    const budget = new RetryBudget();
    for (let request = 0; request < 1000; request += 1) budget.requestArrived(startMs);
    expect(takeAll(budget, startMs)).toBe(1000 * retryShare + trickle);
  });

  it('comes back when its deposits and its spending have aged', () => {
    const budget = new RetryBudget();
    expect(takeAll(budget, startMs)).toBe(trickle);
    expect(takeAll(budget, startMs + retryDepositLifeMs / 2)).toBe(0);
    expect(takeAll(budget, startMs + retryDepositLifeMs + 1000)).toBe(trickle);
  });

  it('never lets more through in its span than share and trickle allow', () => {
    const step = fc.record({ afterMs: fc.nat(3_000), requests: fc.nat(50), tries: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const budget = new RetryBudget();
        let nowMs = startMs;
        const taken: number[] = [];
        const arrived: number[] = [];
        for (const { afterMs, requests, tries } of steps) {
          nowMs += afterMs;
          for (let request = 0; request < requests; request += 1) {
            budget.requestArrived(nowMs);
            arrived.push(nowMs);
          }
          for (let attempt = 0; attempt < tries; attempt += 1) if (budget.take(nowMs)) taken.push(nowMs);
          // Slots are a second wide, so a span of nine seconds is whole in every window.
          const recent = (times: readonly number[], spanMs: number): number => times.filter((atMs) => atMs > nowMs - spanMs).length;
          expect(recent(taken, retryDepositLifeMs - 1000)).toBeLessThanOrEqual(recent(arrived, retryDepositLifeMs * 2) * retryShare + trickle);
        }
      }),
    );
  });
});
