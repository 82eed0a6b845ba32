// Goal: no text, price or share ever gains or loses a picodollar on its way through.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allocate, formatUsd, formatUsdFixed, int64Max, int64Min, isInt64, MoneyFormatError, mulDivHalfEven, parseUsd, parseUsdHalfEven } from './index.js';

const amounts = fc.bigInt({ min: int64Min, max: int64Max });

describe('parseUsd', () => {
  it.each([
    { name: 'a price of the README', text: '0.25', pico: 250_000_000_000n },
    { name: 'whole dollars', text: '5.00', pico: 5_000_000_000_000n },
    { name: 'one picodollar', text: '0.000000000001', pico: 1n },
    { name: 'scientific notation as JSON writes it', text: '1.5e-06', pico: 1_500_000n },
    { name: 'a capital E with a plus', text: '1.5E+3', pico: 1_500_000_000_000_000n },
    { name: 'zeros beyond the twelfth decimal, which are exact', text: '0.1000000000000000', pico: 100_000_000_000n },
    { name: 'an exponent that brings 15 decimals back to 12', text: '0.000000000000123e3', pico: 123n },
    { name: 'a credit', text: '-0.5', pico: -500_000_000_000n },
    { name: 'minus zero', text: '-0', pico: 0n },
    { name: 'an amount that no double can hold', text: '9007199254740993.000000000001', pico: 9_007_199_254_740_993_000_000_000_001n },
  ])('reads $name', ({ text, pico }) => {
    expect(parseUsd(text)).toBe(pico);
  });

  it.each(['', ' 1', '1 ', '.5', '5.', '+1', '01', '1,5', '0x10', '1e', 'NaN', 'Infinity', '1_000', '$1', '--1', '1e999999999', '٣', '1'.repeat(65), '0.0000000000001', '1e-13', '5.5e-12'])(
    'refuses %j',
    (text) => {
      expect(() => parseUsd(text)).toThrow(MoneyFormatError);
    },
  );

  it('reads back whatever was written, trimmed or fixed', () => {
    fc.assert(
      fc.property(amounts, (pico) => {
        expect(parseUsd(formatUsd(pico))).toBe(pico);
        expect(parseUsd(formatUsdFixed(pico))).toBe(pico);
      }),
    );
  });

  it('reads the shortest JSON text of any exact amount, in either notation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 0, max: 12 }), (digits, decimals) => {
        const pico = BigInt(digits) * 10n ** BigInt(12 - decimals);
        expect(parseUsd(`${digits}e-${decimals}`)).toBe(pico);
        expect(parseUsd(JSON.stringify(Number(`${digits}e-${decimals}`)))).toBe(pico);
      }),
    );
  });
});

describe('parseUsdHalfEven', () => {
  it.each([
    { name: 'a float sum of a vendor', text: '0.00012345600000000001', pico: 123_456_000n },
    { name: 'half a picodollar to the even zero', text: '5e-13', pico: 0n },
    { name: 'one and a half picodollars to two', text: '1.5e-12', pico: 2n },
    { name: 'two and a half picodollars to two', text: '2.5e-12', pico: 2n },
    { name: 'a negative half to even', text: '-1.5e-12', pico: -2n },
  ])('rounds $name', ({ text, pico }) => {
    expect(parseUsdHalfEven(text)).toBe(pico);
  });
});

describe('formatUsd', () => {
  it.each([
    { pico: 0n, trimmed: '0', fixed: '0.000000000000' },
    { pico: 10_000_000_000_000n, trimmed: '10', fixed: '10.000000000000' },
    { pico: 250_000_000_000n, trimmed: '0.25', fixed: '0.250000000000' },
    { pico: -1n, trimmed: '-0.000000000001', fixed: '-0.000000000001' },
  ])('writes $pico as $trimmed', ({ pico, trimmed, fixed }) => {
    expect(formatUsd(pico)).toBe(trimmed);
    expect(formatUsdFixed(pico)).toBe(fixed);
  });
});

describe('mulDivHalfEven', () => {
  it('is within half a unit of the quotient, and even on a tie', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.bigInt({ min: 1n, max: 10_000_000n }), (a, b, per) => {
        const rounded = mulDivHalfEven(a, b, per);
        const error = 2n * (a * b - rounded * per);
        const distance = error < 0n ? -error : error;
        expect(distance <= per).toBe(true);
        if (distance === per) expect(rounded % 2n).toBe(0n);
      }),
    );
  });

  it.each([
    { a: 1n, b: 1n, per: 2n, rounded: 0n },
    { a: 3n, b: 1n, per: 2n, rounded: 2n },
    { a: 5n, b: 1n, per: 2n, rounded: 2n },
    { a: -3n, b: 1n, per: 2n, rounded: -2n },
    { a: -1n, b: 1n, per: 2n, rounded: 0n },
    { a: 7n, b: 250_000_000_000n, per: 1_000_000n, rounded: 1_750_000n },
  ])('gives $rounded for $a x $b / $per', ({ a, b, per, rounded }) => {
    expect(mulDivHalfEven(a, b, per)).toBe(rounded);
  });

  it('refuses a price per nothing', () => {
    expect(() => mulDivHalfEven(1n, 1n, 0n)).toThrow(RangeError);
  });
});

describe('allocate', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 });

  it('gives shares that sum to the amount, each less than one unit from its fair part', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, parts) => {
        const shares = allocate(amount, parts);
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(amount);
        const total = parts.reduce((sum, part) => sum + part, 0n);
        if (total === 0n) return;
        shares.forEach((share, index) => {
          const error = share * total - amount * parts[index]!;
          expect((error < 0n ? -error : error) < total).toBe(true);
        });
      }),
    );
  });

  it.each([
    { name: 'a tie goes to the earlier index', amount: 10n, parts: [1n, 1n, 1n], shares: [4n, 3n, 3n] },
    { name: 'the larger remainder wins', amount: 10n, parts: [1n, 5n, 3n], shares: [1n, 6n, 3n] },
    { name: 'a zero weight gets nothing', amount: 7n, parts: [0n, 2n], shares: [0n, 7n] },
    { name: 'all zero weights count as equal', amount: 3n, parts: [0n, 0n], shares: [2n, 1n] },
    { name: 'a credit is shared like a charge', amount: -10n, parts: [1n, 1n, 1n], shares: [-4n, -3n, -3n] },
  ])('$name', ({ amount, parts, shares }) => {
    expect(allocate(amount, parts)).toEqual(shares);
  });

  it('refuses nobody and negative weights', () => {
    expect(() => allocate(1n, [])).toThrow(RangeError);
    expect(() => allocate(1n, [1n, -1n])).toThrow(RangeError);
  });
});

describe('isInt64', () => {
  it.each([
    { value: int64Max, fits: true },
    { value: int64Max + 1n, fits: false },
    { value: int64Min, fits: true },
    { value: int64Min - 1n, fits: false },
  ])('says $fits for $value', ({ value, fits }) => {
    expect(isInt64(value)).toBe(fits);
  });
});
