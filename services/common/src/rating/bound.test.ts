// Goal: what is held is never less than what is billed.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { int64Max } from '../money/index.js';
import { contexts, usages, versions } from './arbitraries.js';
import { bound, rate, sideOf, type MeterSide, type PriceVersion, type Usage } from './index.js';

function sumOf(usage: Usage, side: MeterSide): bigint {
  return Object.entries(usage).reduce((sum, [meter, count]) => (sideOf(meter) === side ? sum + count : sum), 0n);
}

const row = { per: 1n, validFromMs: 0, source: 'test' };
const prices: PriceVersion = {
  id: 'v1',
  model: 'quick',
  rows: [
    { ...row, meter: 'input', amountPicoUsd: 10n },
    { ...row, meter: 'input', amountPicoUsd: 20n, bandFromInputTokens: 1_000n },
    { ...row, meter: 'cache_write', cacheTtl: '1h', amountPicoUsd: 15n },
    { ...row, meter: 'output', amountPicoUsd: 100n },
    { ...row, meter: 'output', amountPicoUsd: 300n, serviceTier: 'priority' },
    { ...row, meter: 'output', amountPicoUsd: 400n, region: 'eu' },
    { ...row, meter: 'web_search', amountPicoUsd: 7n },
  ],
};

describe('bound', () => {
  it('is never below the rated cost of any usage within the limits', () => {
    let rated = 0;
    fc.assert(
      fc.property(versions, usages, contexts, fc.bigInt({ min: 1n, max: 3n }), fc.boolean(), (version, usage, context, choices, isNamed) => {
        const rating = rate(usage, version, context);
        if (rating.kind === 'unpriced') return;
        rated += 1;
        const outputTokens = sumOf(usage, 'output');
        const limits = {
          inputTokensMax: sumOf(usage, 'input'),
          outputTokensMax: (outputTokens + choices - 1n) / choices,
          choices,
          othersMax: { requests: usage['requests'] ?? 0n },
        };
        const named = isNamed ? { serviceTiers: [context.serviceTier], regions: [context.region], batch: context.batch ?? false } : {};
        const most = bound({ ...limits, ...named }, version);
        expect(most.kind).toBe('bounded');
        if (most.kind === 'bounded') expect(most.amountPicoUsd).toBeGreaterThanOrEqual(rating.totalPicoUsd);
      }),
      { numRuns: 3_000 },
    );
    expect(rated).toBeGreaterThan(500);
  });

  it.each([
    { name: 'the dearest meter, tier and region when nothing is ruled out', request: {}, amount: 100n * 15n + 10n * 400n },
    { name: 'the dearest of the permitted regions', request: { regions: ['us'] }, amount: 100n * 15n + 10n * 300n },
    { name: 'the dearest of the permitted tiers', request: { regions: ['us'], serviceTiers: ['default'] }, amount: 100n * 15n + 10n * 100n },
    { name: 'only the meters that are named', request: { regions: [], serviceTiers: [undefined], meters: ['input', 'output'] }, amount: 100n * 10n + 10n * 100n },
    { name: 'a band that the input can reach', request: { regions: [], serviceTiers: [undefined], inputTokensMax: 1_000n }, amount: 1_000n * 20n + 10n * 100n },
    { name: 'every choice', request: { regions: [], serviceTiers: [undefined], choices: 3n }, amount: 100n * 15n + 30n * 100n },
    { name: 'fees', request: { regions: [], serviceTiers: [undefined], othersMax: { web_search: 2n } }, amount: 100n * 15n + 10n * 100n + 14n },
  ])('takes $name', ({ request, amount }) => {
    expect(bound({ inputTokensMax: 100n, outputTokensMax: 10n, ...request }, prices)).toEqual({ kind: 'bounded', amountPicoUsd: amount });
  });

  it.each([
    { name: 'a fee without a price', request: { othersMax: { image_search: 1n } }, rows: prices.rows, unbounded: { meters: ['image_search'], reason: 'no_price' } },
    { name: 'an output without a price', request: {}, rows: prices.rows.filter(({ meter }) => meter !== 'output'), unbounded: { meters: ['output'], reason: 'no_price' } },
    { name: 'a named meter without a price', request: { meters: ['cached_input'] }, rows: prices.rows, unbounded: { meters: ['cached_input'], reason: 'no_price' } },
    { name: 'an amount beyond int64', request: { inputTokensMax: int64Max }, rows: prices.rows, unbounded: { meters: ['input', 'output'], reason: 'overflow' } },
  ])('is unbounded for $name', ({ request, rows, unbounded }) => {
    expect(bound({ inputTokensMax: 100n, outputTokensMax: 10n, ...(request as object) }, { ...prices, rows })).toEqual({ kind: 'unbounded', ...unbounded });
  });
});
