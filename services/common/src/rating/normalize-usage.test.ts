// Goal: however a vendor nests its counts, every token is paid once; counts that contradict each
// other are booked at the dearest reading and never at a cheaper one.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dearestReading, mergeUsage, normalizeUsage, rate, type PriceVersion, type Usage, type UsageDialect } from './index.js';

const openai: UsageDialect = { within: { cached_input: 'input', input_audio: 'input', reasoning: 'output', output_audio: 'output' }, totalOf: ['input', 'output'], counting: 'cumulative' };
const anthropic: UsageDialect = { within: {}, counting: 'cumulative' };

const row = { per: 1n, validFromMs: 0, source: 'test', inherits: true };
const prices: PriceVersion = {
  id: 'v1',
  model: 'quick',
  rows: [
    { ...row, meter: 'input', amountPicoUsd: 10n },
    { ...row, meter: 'cached_input', amountPicoUsd: 1n },
    { ...row, meter: 'output', amountPicoUsd: 80n },
  ],
};

describe('normalizeUsage', () => {
  it.each([
    { name: 'cached input inside input', dialect: openai, raw: { input: 100n, cached_input: 80n, output: 50n, reasoning: 30n }, usage: { input: 20n, cached_input: 80n, output: 20n, reasoning: 30n } },
    { name: 'cached input beside input', dialect: anthropic, raw: { input: 20n, cached_input: 80n, output: 50n }, usage: { input: 20n, cached_input: 80n, output: 50n } },
    { name: 'a count that was not stated stays unknown', dialect: openai, raw: { input: 5n, cached_input: undefined }, usage: { input: 5n } },
    { name: 'a known zero stays a known zero', dialect: openai, raw: { input: 5n, cached_input: 0n }, usage: { input: 5n, cached_input: 0n } },
  ])('splits $name', ({ dialect, raw, usage }) => {
    expect(normalizeUsage(dialect, raw)).toEqual({ kind: 'disjoint', usage });
  });

  it.each([
    { name: 'parts that exceed their container', raw: { input: 100n, cached_input: 120n, output: 1n }, total: 101n, cost: 1_000n + 120n + 80n },
    { name: 'a negative count', raw: { input: 100n, output: -5n }, total: undefined, cost: 1_000n },
    { name: 'a total above the sum, which may all be output', raw: { input: 100n, output: 1n }, total: 111n, cost: 1_000n + 11n * 80n },
    { name: 'a total below the sum', raw: { input: 100n, output: 1n }, total: 50n, cost: 1_000n + 80n },
    { name: 'a part without its container', raw: { reasoning: 3n }, total: undefined, cost: 240n },
  ])('calls $name inconsistent and finds the dearest reading', ({ raw, total, cost }) => {
    const result = normalizeUsage(openai, raw, total);
    expect(result.kind).toBe('inconsistent');
    if (result.kind !== 'inconsistent') return;
    expect(result.reasons.length).toBeGreaterThan(0);
    expect(dearestReading(result.readings, prices).rating).toMatchObject({ kind: 'rated', totalPicoUsd: cost });
  });

  it('prefers an unknown price to a cheaper known one', () => {
    const readings: Usage[] = [{ input: 1n }, { input: 1n, web_search: 1n }];
    expect(dearestReading(readings, prices).rating.kind).toBe('unpriced');
    expect(dearestReading(readings.toReversed(), prices).rating.kind).toBe('unpriced');
  });

  it('gives back the disjoint counts from which a vendor made its totals', () => {
    const count = fc.bigInt({ min: 0n, max: 1_000_000n });
    const truths = fc.record({ input: count, cached_input: count, input_audio: count, output: count, reasoning: count, output_audio: count });
    fc.assert(
      fc.property(truths, (truth) => {
        const raw = { ...truth, input: truth.input + truth.cached_input + truth.input_audio, output: truth.output + truth.reasoning + truth.output_audio };
        expect(normalizeUsage(openai, raw, raw.input + raw.output)).toEqual({ kind: 'disjoint', usage: truth });
      }),
    );
  });

  it('never loses a count, whatever a vendor states', () => {
    const count = fc.bigInt({ min: -10n, max: 1_000n });
    const raws = fc.record({ input: count, cached_input: count, reasoning: count, output: count }, { requiredKeys: [] });
    fc.assert(
      fc.property(raws, fc.option(count, { nil: undefined }), (raw, total) => {
        const result = normalizeUsage(openai, raw, total);
        const readings: readonly Usage[] = result.kind === 'disjoint' ? [result.usage] : result.readings;
        const { usage } = dearestReading(readings, prices);
        expect(Object.values(usage).every((one) => one >= 0n)).toBe(true);
        const sum = Object.values(usage).reduce((all, one) => all + one, 0n);
        expect(sum >= (raw.input ?? 0n) && sum >= (raw.output ?? 0n) && sum >= (raw.cached_input ?? 0n)).toBe(true);
        if (total !== undefined) expect(sum).toBeGreaterThanOrEqual(total);
        for (const reading of readings) {
          const [dearest, other] = [rate(usage, prices), rate(reading, prices)];
          if (dearest.kind === 'rated' && other.kind === 'rated') expect(dearest.totalPicoUsd).toBeGreaterThanOrEqual(other.totalPicoUsd);
        }
      }),
    );
  });
});

describe('mergeUsage', () => {
  it('replaces what a cumulative dialect repeats and adds what a delta dialect sends', () => {
    const reports = [{ input: 10n, output: 1n }, { output: 5n, cached_input: undefined }];
    const merged = (dialect: UsageDialect) => reports.reduce((known, report) => mergeUsage(dialect, known, report), {});
    expect(merged(anthropic)).toEqual({ input: 10n, output: 5n });
    expect(merged({ ...anthropic, counting: 'delta' })).toEqual({ input: 10n, output: 6n });
  });
});
