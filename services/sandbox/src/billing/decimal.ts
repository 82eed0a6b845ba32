// Exact decimals: a bigint and how many of its digits stand behind the point.
//
// Written for the sandbox alone. The ledger has its own arithmetic, and the two
// may only agree because both are right.

export interface Decimal {
  digits: bigint;
  /** How many digits stand behind the point: { digits: 25n, scale: 2 } is 0.25. */
  scale: number;
}

const picoScale = 12;
const digitsMax = 40;

/** Reads decimal text such as "0.25". Signs, exponents and separators are refused, because no price list has them. */
export function parseDecimal(text: string): Decimal {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null || text.length > digitsMax) throw new RangeError(`"${text}" is not a decimal such as "0.25"`);
  const fraction = match[2] ?? '';
  return { digits: BigInt(`${match[1]}${fraction}`), scale: fraction.length };
}

/** numerator / denominator, rounded to the nearest whole, halves to the even neighbour. Both must not be negative. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** What `units` cost in picodollars (1e-12 USD) when `per` units cost `priceUsd`; rounded once, half to even. */
export function priceUnits(options: { units: number; priceUsd: Decimal; per: number }): bigint {
  const { units, priceUsd, per } = options;
  const numerator = BigInt(units) * priceUsd.digits * 10n ** BigInt(picoScale);
  return divideHalfEven(numerator, BigInt(per) * 10n ** BigInt(priceUsd.scale));
}
