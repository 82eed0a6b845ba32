// Goal: one usage has one price, whoever computes it and whenever, and an unknown price is never zero.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { int64Max } from '../money/index.js';
import { contexts, usages, versions } from './arbitraries.js';
import { rate, type PriceRow, type PriceVersion, type RatingContext, type Usage } from './index.js';

const million = 1_000_000n;

function row(meter: string, amountPicoUsd: bigint, more: Partial<PriceRow> = {}): PriceRow {
  return { meter, amountPicoUsd, per: million, validFromMs: 0, source: 'test', ...more };
}

function version(...rows: PriceRow[]): PriceVersion {
  return { id: 'v1', model: 'quick', rows };
}

const plain = version(row('input', 250_000_000_000n), row('cached_input', 25_000_000_000n), row('output', 2_000_000_000_000n));
const banded = version(row('input', 1_000_000n), row('input', 2_000_000n, { bandFromInputTokens: 200_000n }), row('output', 10_000_000n), row('output', 20_000_000n, { bandFromInputTokens: 200_000n }));
const marginal = version(row('input', 1_000_000n), row('input', 2_000_000n, { bandFromInputTokens: 100n, marginal: true }), row('input', 4_000_000n, { bandFromInputTokens: 300n, marginal: true }));
const tiered = version(row('input', 2n * million), row('input', 3n * million, { serviceTier: 'priority' }), row('input', million, { batch: true }), row('input', 5n * million, { region: 'eu' }));
const inheriting = version(row('input', 4n * million, { inherits: true }), row('output', 8n * million, { inherits: true }));

describe('rate', () => {
  const cases: { name: string; usage: Usage; prices: PriceVersion; context?: RatingContext; total: bigint }[] = [
    { name: 'disjoint meters are paid once each', usage: { input: 20n, cached_input: 80n, output: 10n }, prices: plain, total: 20n * 250_000n + 80n * 25_000n + 10n * 2_000_000n },
    { name: 'zero usage costs a known zero', usage: { input: 0n, output: 0n, video: 0n }, prices: plain, total: 0n },
    { name: 'no usage at all costs zero', usage: {}, prices: plain, total: 0n },
    { name: 'one token below the band pays the lower price', usage: { input: 199_999n, output: 1n }, prices: banded, total: 199_999n + 10n },
    { name: 'a band applies to every meter from its first token', usage: { input: 200_000n, output: 1n }, prices: banded, total: 400_000n + 20n },
    { name: 'a marginal band applies only to the units above it', usage: { input: 350n }, prices: marginal, total: 100n + 200n * 2n + 50n * 4n },
    { name: 'a marginal band not reached adds nothing', usage: { input: 100n }, prices: marginal, total: 100n },
    { name: 'the standard tier pays rows without a tier', usage: { input: 1n }, prices: tiered, context: { serviceTier: 'default' }, total: 2n },
    { name: 'a named tier pays its own rows', usage: { input: 1n }, prices: tiered, context: { serviceTier: 'priority' }, total: 3n },
    { name: 'a batch pays the batch rows', usage: { input: 1n }, prices: tiered, context: { batch: true }, total: 1n },
    { name: 'a region pays its own rows', usage: { input: 1n }, prices: tiered, context: { region: 'eu' }, total: 5n },
    { name: 'another region pays the rows without one', usage: { input: 1n }, prices: tiered, context: { region: 'us' }, total: 2n },
    { name: 'a tier outranks a region', usage: { input: 1n }, prices: tiered, context: { serviceTier: 'priority', region: 'eu' }, total: 3n },
    { name: 'children inherit where the row says so', usage: { cached_input: 1n, cache_write_1h: 1n, cached_input_audio: 1n, reasoning: 1n }, prices: inheriting, total: 4n + 4n + 4n + 8n },
    { name: 'a TTL and a modality are parts of the meter', usage: { cache_write_1h: 1n, input_audio: 1n }, prices: version(row('cache_write', 7n * million, { cacheTtl: '1h' }), row('input', 9n * million, { modality: 'audio' })), total: 16n },
    { name: 'a written zero is a price', usage: { input: 5n, output: 5n }, prices: version(row('input', 0n), row('output', 0n)), total: 0n },
    { name: 'the newer of two equal rows wins', usage: { input: 1n }, prices: version(row('input', 9n * million), row('input', 3n * million, { validFromMs: 5 })), total: 3n },
    { name: 'each line rounds by itself, half to even', usage: { input: 1n, output: 3n }, prices: version(row('input', 1n, { per: 2n }), row('output', 1n, { per: 2n })), total: 0n + 2n },
  ];
  it.each(cases)('$name', ({ usage, prices, context, total }) => {
    const rating = rate(usage, prices, context);
    expect(rating).toMatchObject({ kind: 'rated', totalPicoUsd: total });
  });

  it('sums all input meters for the band, cached ones and cache writes too', () => {
    const prices = version(row('input', 0n, { inherits: true }), row('output', million), row('output', 2n * million, { bandFromInputTokens: 30n }));
    expect(rate({ input: 9n, cached_input: 10n, cache_write_5m: 10n, output: 1n }, prices)).toMatchObject({ totalPicoUsd: 1n });
    expect(rate({ input: 10n, cached_input: 10n, cache_write_5m: 10n, output: 1n }, prices)).toMatchObject({ totalPicoUsd: 2n });
  });

  const unpricedCases: { name: string; usage: Usage; prices: PriceVersion; context: RatingContext; meters: string[]; reason: string }[] = [
    { name: 'a meter without a row', usage: { input: 1n, reasoning: 1n, web_search: 2n }, prices: plain, context: {}, meters: ['reasoning', 'web_search'], reason: 'no_price' },
    { name: 'a child whose parent does not pass its price on', usage: { cache_write_5m: 1n }, prices: plain, context: {}, meters: ['cache_write_5m'], reason: 'no_price' },
    { name: 'a tier that the version does not know', usage: { input: 1n }, prices: plain, context: { serviceTier: 'priority' }, meters: ['input'], reason: 'unknown_tier' },
    { name: 'a batch without batch prices', usage: { input: 1n }, prices: plain, context: { batch: true }, meters: ['input'], reason: 'no_batch_price' },
    { name: 'a negative count', usage: { input: -1n }, prices: plain, context: {}, meters: ['input'], reason: 'negative_quantity' },
    { name: 'a line beyond int64', usage: { input: int64Max }, prices: version(row('input', 2n, { per: 1n })), context: {}, meters: ['input'], reason: 'overflow' },
    { name: 'a sum beyond int64', usage: { input: 1n, output: 1n }, prices: version(row('input', int64Max, { per: 1n }), row('output', 1n, { per: 1n })), context: {}, meters: ['input', 'output'], reason: 'overflow' },
    { name: 'a price per nothing', usage: { input: 1n }, prices: version(row('input', 1n, { per: 0n })), context: {}, meters: ['input'], reason: 'broken_price' },
  ];
  it.each(unpricedCases)('calls $name unpriced', ({ usage, prices, context, meters, reason }) => {
    expect(rate(usage, prices, context)).toEqual({ kind: 'unpriced', meters, reason });
  });

  it('does not depend on the order of rows or meters', () => {
    fc.assert(
      fc.property(versions, usages, contexts, fc.infiniteStream(fc.nat()), (prices, usage, context, numbers) => {
        const shuffled = [...prices.rows].map((one) => ({ one, at: numbers.next().value as number })).sort((a, b) => a.at - b.at).map(({ one }) => one);
        const backwards = Object.fromEntries(Object.entries(usage).reverse());
        expect(rate(backwards, { ...prices, rows: shuffled }, context)).toEqual(rate(usage, prices, context));
      }),
      { numRuns: 500 },
    );
  });

  it('gives lines that sum to the total and cover every meter once', () => {
    fc.assert(
      fc.property(versions, usages, contexts, (prices, usage, context) => {
        const rating = rate(usage, prices, context);
        if (rating.kind === 'unpriced') return;
        expect(rating.lines.map((line) => line.meter)).toEqual(Object.keys(usage).sort());
        expect(rating.lines.reduce((sum, line) => sum + line.amountPicoUsd, 0n)).toBe(rating.totalPicoUsd);
      }),
    );
  });
});
