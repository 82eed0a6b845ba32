// Price x usage = cost. Pure: the same usage and version give the same lines for ever,
// so a booked row can be computed again bit for bit.
import { isInt64, mulDivHalfEven } from '../money/index.js';
import { sideOf } from './meters.js';
import { tierOf, type PriceVersion, type RatingContext, type Usage } from './price.js';
import { band, selectMeterPrice, type MeterPrice } from './select-rows.js';

export type RatedLine = {
  readonly meter: string;
  readonly quantity: bigint;
  readonly amountPicoUsd: bigint;
  // The meter whose row was used: an ancestor where the price is inherited; the meter itself otherwise.
  readonly pricedAs: string;
};

export type UnpricedReason = 'no_price' | 'unknown_tier' | 'no_batch_price' | 'negative_quantity' | 'broken_price' | 'overflow';

export type Rated = { readonly kind: 'rated'; readonly lines: readonly RatedLine[]; readonly totalPicoUsd: bigint };
export type Unpriced = { readonly kind: 'unpriced'; readonly meters: readonly string[]; readonly reason: UnpricedReason };

// The cost of one usage. Lines come sorted by meter and each is rounded once, half to even; the
// total is their sum. `unpriced` names the meters that have a count but no price we know. A
// count of zero needs no price.
export function rate(usage: Usage, version: PriceVersion, context: RatingContext = {}): Rated | Unpriced {
  const meters = Object.keys(usage).sort();
  const counted = meters.filter((meter) => usage[meter] !== 0n);
  const negative = counted.filter((meter) => usage[meter]! < 0n);
  if (negative.length > 0) return unpriced(negative, 'negative_quantity');
  if (counted.length > 0) {
    const tier = tierOf(context.serviceTier);
    if (tier !== undefined && !version.rows.some((row) => row.serviceTier === tier)) return unpriced(counted, 'unknown_tier');
    if (context.batch && !version.rows.some((row) => row.batch === true)) return unpriced(counted, 'no_batch_price');
  }

  const inputTokens = counted.reduce((sum, meter) => (sideOf(meter) === 'input' ? sum + usage[meter]! : sum), 0n);
  const lines: RatedLine[] = [];
  const missing: string[] = [];
  for (const meter of meters) {
    const quantity = usage[meter]!;
    const price = selectMeterPrice(version.rows, meter, context, inputTokens);
    if (price && isBroken(price)) return unpriced([meter], 'broken_price');
    if (price) lines.push({ meter, quantity, amountPicoUsd: lineAmount(quantity, price), pricedAs: price.pricedAs });
    else if (quantity === 0n) lines.push({ meter, quantity, amountPicoUsd: 0n, pricedAs: meter });
    else missing.push(meter);
  }
  if (missing.length > 0) return unpriced(missing, 'no_price');

  const tooLarge = lines.filter((line) => !isInt64(line.amountPicoUsd)).map((line) => line.meter);
  if (tooLarge.length > 0) return unpriced(tooLarge, 'overflow');
  const totalPicoUsd = lines.reduce((sum, line) => sum + line.amountPicoUsd, 0n);
  if (!isInt64(totalPicoUsd)) return unpriced(counted, 'overflow');
  return { kind: 'rated', lines, totalPicoUsd };
}

// The units below the first bracket at the base price, those of each bracket at its own, added
// exactly and rounded once.
function lineAmount(quantity: bigint, { base, brackets }: MeterPrice): bigint {
  const steps = [{ row: base, from: 0n }, ...brackets.map((row) => ({ row, from: band(row) }))];
  let numerator = 0n;
  let denominator = 1n;
  steps.forEach(({ row, from }, index) => {
    const next = steps[index + 1];
    const to = next !== undefined && next.from < quantity ? next.from : quantity;
    if (to <= from) return;
    numerator = numerator * row.per + (to - from) * row.amountPicoUsd * denominator;
    denominator *= row.per;
  });
  return mulDivHalfEven(numerator, 1n, denominator);
}

function isBroken({ base, brackets }: MeterPrice): boolean {
  return base.per <= 0n || brackets.some((row) => row.per <= 0n);
}

function unpriced(meters: readonly string[], reason: UnpricedReason): Unpriced {
  return { kind: 'unpriced', meters, reason };
}
