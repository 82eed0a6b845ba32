// Goal: the score is the weighted sum of its four parts, stays in its range, and tells cheap from dear.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalogOf } from '../testing/catalog.js';
import { RouteStatistics } from './route-statistics.js';
import { costScore, normalisedWeights, scoreParts, weightedSum } from './score.js';

const nowMs = 1_700_000_000_000;
const view = catalogOf([{ name: 'm' }]).models.get('m')!;

describe('the weights', () => {
  it('are 0.4, 0.3, 0.2 and 0.1 unless somebody says otherwise', () => {
    const { quality, speed, cost, reliability } = normalisedWeights(undefined);
    expect([quality, speed, cost, reliability].map((weight) => weight.toFixed(3))).toEqual(['0.400', '0.300', '0.200', '0.100']);
  });

  it('keep their proportions, what was not asked for at its default', () => {
    const { quality, speed, cost, reliability } = normalisedWeights({ quality: 0, speed: 3, cost: 0.9 } as never);
    expect([quality, speed, cost, reliability].map((weight) => weight.toFixed(3))).toEqual(['0.000', '0.750', '0.225', '0.025']);
  });

  it('sum to one, whatever was asked', () => {
    const weight = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ quality: weight, speed: weight, cost: weight, reliability: weight }), (asked) => {
        const weights = Object.values(normalisedWeights(asked as never));
        expect(weights.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
        weights.forEach((value) => expect(value).toBeGreaterThanOrEqual(0));
      }),
    );
  });
});

describe('the cost score', () => {
  it.each([
    { name: 'the cheapest', cost: 10n, score: 1 },
    { name: 'the dearest', cost: 30n, score: 0 },
    { name: 'the middle', cost: 20n, score: 0.5 },
    { name: 'an unknown cost', cost: undefined, score: 0 },
  ])('of $name is $score', ({ cost, score }) => {
    expect(costScore(cost, { min: 10n, max: 30n })).toBe(score);
  });

  it('is one where all are equal or none is known', () => {
    expect(costScore(5n, { min: 5n, max: 5n })).toBe(1);
    expect(costScore(undefined, undefined)).toBe(1);
  });
});

describe('the parts', () => {
  it('of an unused route are the row\'s', () => {
    expect(scoreParts(view, new RouteStatistics(), 0.5, nowMs)).toEqual({ quality: 0.8, speed: 0.8, cost: 0.5, reliability: 0.9 });
  });

  it('lose speed by mean seconds, reliability by errors, and gain a tenth by a fresh success', () => {
    const statistics = new RouteStatistics();
    statistics.succeeded({ durationMs: 15_000, nowMs });
    expect(scoreParts(view, statistics, 0, nowMs)).toMatchObject({ speed: 0.4, reliability: expect.closeTo(0.99, 9) });
    statistics.failed({ durationMs: 15_000, nowMs });
    expect(scoreParts(view, statistics, 0, nowMs).reliability).toBeCloseTo(0.9 * 0.5 * 1.1, 9);
  });

  it('are summed by their weights', () => {
    const weights = { quality: 0.1, speed: 0.2, cost: 0.3, reliability: 0.4 };
    expect(weightedSum({ quality: 1, speed: 0.5, cost: 0.25, reliability: 0.125 }, weights)).toBeCloseTo(0.1 + 0.1 + 0.075 + 0.05, 9);
  });

  it('keep the sum between 0 and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ durationMs: fc.nat(100_000), isFailure: fc.boolean() })), fc.double({ min: 0, max: 1, noNaN: true }), (calls, cost) => {
        const statistics = new RouteStatistics();
        for (const { durationMs, isFailure } of calls) statistics[isFailure ? 'failed' : 'succeeded']({ durationMs, nowMs });
        const sum = weightedSum(scoreParts(view, statistics, cost, nowMs), normalisedWeights(undefined));
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
