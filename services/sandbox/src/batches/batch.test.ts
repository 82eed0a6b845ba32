import { describe, expect, it } from '@jest/globals';

import { noUsage } from '../billing/usage.js';
import { batchCancelMs, batchStepMs, itemsPerTurnMax } from '../limits.js';
import { FakeTimer } from '../testing/fake-timer.js';
import { Batch } from './batch.js';
import type { BatchOrder } from './batch.js';
import type { ItemOutcome, ItemWork } from './item.js';

const day = 86_400_000;
const answered: ItemOutcome = { kind: 'answered', requestId: 'r', body: '{}', usage: noUsage };
const refused: ItemOutcome = { kind: 'refused', requestId: 'r', described: { status: 400, body: {} } };

function work(customId: string, readyAfterMs: number | undefined, outcome = answered): ItemWork {
  return { customId, readyAfterMs, answer: () => outcome };
}

function start(items: readonly ItemWork[], order: Partial<BatchOrder> = {}): { batch: Batch; timer: FakeTimer } {
  const timer = new FakeTimer();
  return { timer, batch: new Batch({ id: 'b', items, lifetimeMs: day, shown: {}, ...order }, timer) };
}

const outcomes = (batch: Batch): Record<string, string | undefined> => Object.fromEntries(batch.items.map(({ customId, outcome }) => [customId, outcome?.kind]));

describe('a batch', () => {
  it('is validated, runs its items side by side, and is finalized', () => {
    const { batch, timer } = start([work('slow', 1_000), work('wrong', 400, refused), work('quick', 10)]);
    expect(batch.phase).toBe('validating');
    timer.pass(batchStepMs);
    expect(batch.phase).toBe('running');
    timer.pass(400);
    expect(outcomes(batch)).toEqual({ slow: undefined, wrong: 'refused', quick: 'answered' });
    timer.pass(600);
    expect(batch.phase).toBe('finalizing');
    timer.pass(batchStepMs);
    expect([batch.phase, batch.ending, batch.count('answered'), batch.count('refused')]).toEqual(['ended', 'completed', 2, 1]);
    expect(batch.ended.map(({ customId }) => customId)).toEqual(['quick', 'wrong', 'slow']);
    expect(batch.beganAtMs).toEqual({ validating: 0, running: batchStepMs, finalizing: batchStepMs + 1_000, ended: 2 * batchStepMs + 1_000 });
    expect(timer.open).toBe(0);
  });

  it('fails without beginning an item when its order is broken', () => {
    const { batch, timer } = start([work('a', 1)], { isBroken: true });
    timer.pass(day);
    expect([batch.ending, batch.beganAtMs.running, outcomes(batch)['a']]).toEqual(['failed', undefined, undefined]);
  });

  it('cancelled in the middle keeps what was answered and answers nothing more', () => {
    const { batch, timer } = start([work('a', 10), work('b', 20)]);
    timer.pass(batchStepMs + 10);
    expect(batch.cancel()).toBe(true);
    expect(batch.phase).toBe('cancelling');
    timer.pass(batchCancelMs - 1);
    expect([batch.cancel(), batch.phase, outcomes(batch)['b']]).toEqual([true, 'cancelling', undefined]);
    timer.pass(1);
    expect([batch.ending, outcomes(batch)]).toEqual(['cancelled', { a: 'answered', b: 'cancelled' }]);
    expect(batch.cancel()).toBe(false);
    timer.pass(day);
    expect(batch.ending).toBe('cancelled');
  });

  it('whose last item never ends expires, and that item with it', () => {
    const { batch, timer } = start([work('a', 10), work('never', undefined)], { lifetimeMs: 500 });
    expect(batch.expiresAtMs).toBe(500);
    timer.pass(499);
    expect(batch.phase).toBe('running');
    timer.pass(1);
    expect([batch.ending, outcomes(batch)]).toEqual(['expired', { a: 'answered', never: 'expired' }]);
    expect(timer.open).toBe(0);
  });

  it('answers many items in turns, so that other calls come in between', () => {
    const { batch, timer } = start(Array.from({ length: itemsPerTurnMax + 1 }, (_, index) => work(String(index), 3)));
    const seen: number[] = [];
    timer.after(batchStepMs + 3, () => timer.after(0, () => seen.push(batch.ended.length)));
    timer.pass(batchStepMs + 3);
    expect([seen, batch.ended.length, batch.phase]).toEqual([[itemsPerTurnMax], itemsPerTurnMax + 1, 'finalizing']);
    timer.pass(batchStepMs);
    expect(batch.count('answered')).toBe(itemsPerTurnMax + 1);
  });

  it('tells once that it has ended, when everything about the end can be seen', () => {
    const seen: unknown[] = [];
    const { timer } = start([work('a', 1)], { onEnd: (batch) => seen.push([batch.ending, batch.beganAtMs.ended, outcomes(batch)]) });
    timer.pass(day);
    expect(seen).toEqual([['completed', 2 * batchStepMs + 1, { a: 'answered' }]]);
  });

  it('that is stopped leaves no timer behind', () => {
    const { batch, timer } = start([work('a', 10)]);
    timer.pass(batchStepMs);
    batch.stop();
    timer.pass(day);
    expect([timer.open, batch.phase, outcomes(batch)['a']]).toEqual([0, 'running', undefined]);
  });
});
