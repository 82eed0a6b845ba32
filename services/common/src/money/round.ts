// Rounding half to even, the one rounding rule of money (IEEE 754 roundTiesToEven).

// a x b / per, rounded once, half to even. `per` must be positive; a and b may be negative
// (corrections). Throws RangeError otherwise, for that is a broken price and not an amount.
export function mulDivHalfEven(a: bigint, b: bigint, per: bigint): bigint {
  return roundedDivision(a * b, per);
}

// numerator / denominator, half to even. The denominator must be positive.
export function roundedDivision(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError(`Cannot divide money per ${denominator} units; "per" is a positive whole number.`);
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  const twice = 2n * (remainder < 0n ? -remainder : remainder);
  const away = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  if (!away) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}
