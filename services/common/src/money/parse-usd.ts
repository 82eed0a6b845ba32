// Reads decimal US dollars from text, exactly. No float is ever made on the way.
//
// The grammar is the number of RFC 8259 (JSON), so that a vendor's stated charge
// can be read from the source text of its answer, `1.5e-06` included.
import { roundedDivision } from './round.js';
import { decimalExponentMax, decimalTextLengthMax, usdDecimalsMax } from './limits.js';

// Says that a text is not an amount of money that we can hold exactly.
export class MoneyFormatError extends Error {
  override readonly name = 'MoneyFormatError';
}

const jsonNumber = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

type Decimal = { readonly digits: bigint; readonly scale: number };

// Picodollars of a decimal text such as `0.25`, `-3` or `2.5e-07`. Throws MoneyFormatError
// when the text is malformed or not a whole number of picodollars (more than 12 decimals).
export function parseUsd(text: string): bigint {
  const { digits, scale } = parseDecimal(text);
  if (scale <= usdDecimalsMax) return digits * 10n ** BigInt(usdDecimalsMax - scale);
  const divisor = 10n ** BigInt(scale - usdDecimalsMax);
  if (digits % divisor !== 0n) {
    throw new MoneyFormatError(`${JSON.stringify(text)} has more than ${usdDecimalsMax} decimals; the smallest amount is 0.000000000001 USD.`);
  }
  return digits / divisor;
}

// The same, but digits below one picodollar are rounded half to even. For charges that a
// vendor computed in floats and states with 17 digits; prices are read with parseUsd.
export function parseUsdHalfEven(text: string): bigint {
  const { digits, scale } = parseDecimal(text);
  if (scale <= usdDecimalsMax) return digits * 10n ** BigInt(usdDecimalsMax - scale);
  return roundedDivision(digits, 10n ** BigInt(scale - usdDecimalsMax));
}

function parseDecimal(text: string): Decimal {
  const match = text.length <= decimalTextLengthMax ? jsonNumber.exec(text) : null;
  if (!match) throw new MoneyFormatError(`${JSON.stringify(text.slice(0, decimalTextLengthMax))} is not a decimal amount in USD; write it like "0.25".`);
  const [, sign, whole, fraction = '', exponentText = '0'] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > decimalExponentMax) throw new MoneyFormatError(`${JSON.stringify(text)} has an exponent beyond ${decimalExponentMax}.`);
  const magnitude = BigInt(`${whole}${fraction}`);
  const digits = sign === '-' ? -magnitude : magnitude;
  const scale = fraction.length - exponent;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}
