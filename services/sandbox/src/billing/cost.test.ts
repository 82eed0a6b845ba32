import { describe, expect, it } from '@jest/globals';

import { costPicoUsd } from './cost.js';
import type { Decimal } from './decimal.js';
import { usageGenerated } from './generated.js';
import { loadPriceList, readModel } from './price-list.js';
import { noUsage } from './usage.js';

const prices = loadPriceList();
const pricesOf = (dialect: string, id: string) => prices.find(dialect, id)!.prices;

// Goal: amounts worked out by hand from the vendors' pages, one line of the sum per kind of token.
describe('costPicoUsd', () => {
  it.each([
    {
      name: 'gpt-5-mini, 1 000 in of which 600 cached, 100 out: 400 x 250 000 + 600 x 25 000 + 100 x 2 000 000',
      dialect: 'openai', id: 'gpt-5-mini', usage: { ...noUsage, uncachedInput: 400, cachedInput: 600, visibleOutput: 100 }, cost: 315_000_000n,
    },
    {
      name: 'reasoning costs as output: 10 x 2 000 000 + 90 x 2 000 000',
      dialect: 'openai', id: 'gpt-5-mini', usage: { ...noUsage, visibleOutput: 10, reasoning: 90 }, cost: 200_000_000n,
    },
    {
      name: 'claude-sonnet-4-6 with both cache writes: 10 x 3 000 000 + 20 x 300 000 + 30 x 3 750 000 + 40 x 6 000 000 + 5 x 15 000 000',
      dialect: 'anthropic', id: 'claude-sonnet-4-6',
      usage: { ...noUsage, uncachedInput: 10, cachedInput: 20, cacheWrite5m: 30, cacheWrite1h: 40, visibleOutput: 5, reasoning: 0 }, cost: 463_500_000n,
    },
    { name: 'ollama costs nothing', dialect: 'ollama', id: 'llama3.2', usage: { ...noUsage, uncachedInput: 1_000, visibleOutput: 1_000 }, cost: 0n },
  ])('$name', ({ dialect, id, usage, cost }) => {
    expect(costPicoUsd(usage, pricesOf(dialect, id))).toBe(cost);
  });
});

describe('usageGenerated', () => {
  const whole = { ...noUsage, uncachedInput: 50, visibleOutput: 100, reasoning: 30 };
  it.each([
    { name: 'nothing written: the input and the hidden reasoning', writtenBytes: 0, afterHangup: 0, visible: 0 },
    { name: 'a quarter written: a quarter made', writtenBytes: 100, afterHangup: 0, visible: 25 },
    { name: 'a token that was begun counts', writtenBytes: 101, afterHangup: 0, visible: 26 },
    { name: 'all written: all made', writtenBytes: 400, afterHangup: 0, visible: 100 },
    { name: 'a generator that notices the hang-up 10 tokens later', writtenBytes: 100, afterHangup: 10, visible: 35 },
    { name: 'and never makes more than the answer has', writtenBytes: 399, afterHangup: 10, visible: 100 },
    { name: 'a generator that runs to the end', writtenBytes: 0, afterHangup: 'all' as const, visible: 100 },
  ])('$name', ({ writtenBytes, afterHangup, visible }) => {
    expect(usageGenerated(whole, { writtenBytes, answerBytes: 400, afterHangup })).toEqual({ ...whole, visibleOutput: visible });
  });
});

describe('the price file', () => {
  it('has models of every dialect and charges for all but ollama', () => {
    for (const dialect of ['openai', 'anthropic', 'ollama']) {
      const models = prices.list(dialect);
      expect(models.length).toBeGreaterThan(3);
      for (const model of models) expect(model.prices.input.digits > 0n).toBe(dialect !== 'ollama');
    }
  });

  // Goal: no batch price was mistyped. All three vendors halve input and output; what they do with cached input differs.
  it('sells in batches at half the price of input and output, and cached input as each vendor has it', () => {
    const twice = ({ digits, scale }: Decimal): Decimal => ({ digits: 2n * digits, scale });
    const isSame = (one: Decimal, other: Decimal): boolean => one.digits * 10n ** BigInt(other.scale) === other.digits * 10n ** BigInt(one.scale);
    const sold = ['openai', 'anthropic', 'google'].flatMap((dialect) => prices.list(dialect)).filter(({ batchPrices }) => batchPrices !== undefined);
    expect(sold.length).toBeGreaterThan(15);
    for (const { dialect, id, prices: plain, batchPrices } of sold) {
      const batch = batchPrices!;
      const halves = [[batch.input, plain.input], [batch.output, plain.output], ...(dialect === 'anthropic' ? [[batch.cachedInput, plain.cachedInput], [batch.cacheWrite5m, plain.cacheWrite5m], [batch.cacheWrite1h, plain.cacheWrite1h]] : [])];
      for (const [half, whole] of halves) expect([id, isSame(twice(half!), whole!)]).toEqual([id, true]);
      if (dialect === 'google') expect([id, batch.cachedInput]).toEqual([id, plain.cachedInput]);
      if (dialect === 'openai' && id.startsWith('gpt-5')) expect([id, isSame(twice(batch.cachedInput!), plain.cachedInput!)]).toEqual([id, true]);
      if (dialect === 'openai' && id.startsWith('gpt-4')) expect([id, batch.cachedInput]).toEqual([id, undefined]);
    }
  });

  it.each([
    { name: 'half a batch price', row: { dialect: 'openai', id: 'x', prices: { input: '1', output: '1', batch: { input: '1' } } }, says: 'prices.batch.output is missing' },
    { name: 'no id', row: { dialect: 'openai', prices: { input: '1', output: '1' } }, says: 'id is missing' },
    { name: 'a price that is a number', row: { dialect: 'openai', id: 'x', prices: { input: 0.25, output: '1' } }, says: 'prices.input is USD as text' },
    { name: 'no output price', row: { dialect: 'openai', id: 'x', prices: { input: '1' } }, says: 'prices.output is missing' },
    { name: 'a window of nothing', row: { dialect: 'openai', id: 'x', context_window: 0, prices: { input: '1', output: '1' } }, says: 'context_window' },
  ])('refuses a row with $name', ({ row, says }) => {
    expect(() => readModel(row)).toThrow(says);
  });
});
