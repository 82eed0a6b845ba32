// Goal: every timer comes from the model's row or its default, and none outlives the deadline.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogOf, type ModelWish } from '../testing/catalog.js';
import { connectMs, deadlineMarginMs, firstOutputMs, idleMs, plainTotalMs, reasoningFirstOutputMs, reasoningIdleMs, reasoningTotalMs } from '../limits.js';
import { timersOf } from './timers.js';

const model = (row: ModelWish['row'] = {}) => catalogOf([{ name: 'm', row }]).models.get('m')!.model;
const long = 600_000;

describe('the timers', () => {
  it.each([
    { name: 'of an ordinary stream', row: {}, streaming: true, expected: { connectMs, firstOutputMs, idleMs, totalMs: long - deadlineMarginMs } },
    { name: 'of a stream that thinks', row: { reasoning: true }, streaming: true, expected: { firstOutputMs: reasoningFirstOutputMs, idleMs: reasoningIdleMs } },
    { name: 'of a plain call', row: {}, streaming: false, expected: { totalMs: plainTotalMs } },
    { name: 'of a plain call that thinks', row: { reasoning: true }, streaming: false, expected: { totalMs: reasoningTotalMs } },
    { name: 'of a plain call with a long answer: ten seconds and twenty tokens a second', row: {}, streaming: false, maxOutputTokens: 4000, expected: { totalMs: 210_000 } },
    { name: 'of the row', row: { timers: { firstOutputMs: 1n, idleMs: 2n, totalMs: 70_000n } }, streaming: false, expected: { firstOutputMs: 1, idleMs: 2, totalMs: 70_000 } },
  ])('$name', ({ row, streaming, maxOutputTokens = 100, expected }) => {
    expect(timersOf(model(row as ModelWish['row']), { streaming, maxOutputTokens, leftMs: long })).toMatchObject(expected);
  });

  it('stay within what is left, and above nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 10_000_000 }), fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 200_000 }), (leftMs, streaming, reasoning, maxOutputTokens) => {
        const timers = timersOf(model({ reasoning }), { streaming, maxOutputTokens, leftMs });
        for (const ms of Object.values(timers)) {
          expect(ms).toBeGreaterThan(0);
          expect(ms).toBeLessThanOrEqual(Math.max(1, leftMs - deadlineMarginMs));
        }
      }),
    );
  });
});
