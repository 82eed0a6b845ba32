import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { divideHalfEven, parseDecimal, priceUnits } from './decimal.js';

describe('parseDecimal', () => {
  it.each([
    { name: 'a whole number', text: '10', digits: 10n, scale: 0 },
    { name: 'digits behind the point', text: '0.025', digits: 25n, scale: 3 },
    { name: 'a zero that was written out', text: '2.00', digits: 200n, scale: 2 },
  ])('reads $name', ({ text, digits, scale }) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  it.each(['', '.5', '1.', '-1', '1e3', '1,5', ' 1', 'NaN', '0x10', '1'.repeat(41)])('refuses "%s"', (text) => {
    expect(() => parseDecimal(text)).toThrow(RangeError);
  });
});

describe('divideHalfEven', () => {
  it.each([
    { name: 'below a half goes down', numerator: 24n, denominator: 10n, result: 2n },
    { name: 'above a half goes up', numerator: 26n, denominator: 10n, result: 3n },
    { name: 'a half goes down to the even neighbour', numerator: 25n, denominator: 10n, result: 2n },
    { name: 'a half goes up to the even neighbour', numerator: 35n, denominator: 10n, result: 4n },
  ])('$name', ({ numerator, denominator, result }) => {
    expect(divideHalfEven(numerator, denominator)).toBe(result);
  });

  it('is never further than half a unit away, and even on a tie', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 30n), fc.bigInt(1n, 10n ** 12n), (numerator, denominator) => {
      const result = divideHalfEven(numerator, denominator);
      const off = (result * denominator - numerator) * 2n;
      const distance = off < 0n ? -off : off;
      expect(distance <= denominator).toBe(true);
      if (distance === denominator) expect(result % 2n).toBe(0n);
    }));
  });
});

describe('priceUnits', () => {
  it.each([
    { name: '1 000 tokens at $0.25 per million', units: 1_000, usd: '0.25', cost: 250_000_000n },
    { name: 'one token at $0.025 per million', units: 1, usd: '0.025', cost: 25_000n },
    { name: 'a price below a picodollar per token, rounded down', units: 1, usd: '0.0000004', cost: 0n },
    { name: 'a half picodollar goes to the even zero', units: 1, usd: '0.0000005', cost: 0n },
    { name: 'one and a half picodollars go to the even two', units: 3, usd: '0.0000005', cost: 2n },
  ])('$name', ({ units, usd, cost }) => {
    expect(priceUnits({ units, priceUsd: parseDecimal(usd), per: 1_000_000 })).toBe(cost);
  });

  it('adds up exactly wherever a token costs whole picodollars', () => {
    fc.assert(fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.nat(10 ** 8), (first, second, micro) => {
      const priceUsd = parseDecimal(`${Math.floor(micro / 1e6)}.${String(micro % 1e6).padStart(6, '0')}`);
      const cost = (units: number): bigint => priceUnits({ units, priceUsd, per: 1_000_000 });
      expect(cost(first) + cost(second)).toBe(cost(first + second));
      expect(cost(first)).toBe(BigInt(first) * BigInt(micro));
    }));
  });
});
