// Finds the rows that price one meter. The most specific row wins, and the order in which rows
// are listed never matters.
import { lineage } from './meters.js';
import { meterOfRow, tierOf, type PriceRow, type RatingContext } from './price.js';

// The rows that price one meter: `base` from its first unit, `brackets` (marginal rows, by
// ascending band) from their band on.
export type MeterPrice = { readonly pricedAs: string; readonly base: PriceRow; readonly brackets: readonly PriceRow[] };

// The price of a meter for a request whose input meters sum to inputTokens, its own rows first,
// then an ancestor's that says `inherits`. Undefined where nothing is written: unknown, not zero.
export function selectMeterPrice(rows: readonly PriceRow[], meter: string, context: RatingContext, inputTokens: bigint): MeterPrice | undefined {
  for (const name of lineage(meter)) {
    const matching = rows.filter((row) => meterOfRow(row) === name && matchesContext(row, context));
    const price = selectFrom(matching, name, inputTokens);
    if (price === undefined) continue;
    return name === meter || price.base.inherits === true ? price : undefined;
  }
  return undefined;
}

// Whether a row may price a request of this tier, batch and region.
function matchesContext(row: PriceRow, context: RatingContext): boolean {
  return (
    (row.serviceTier === undefined || tierOf(row.serviceTier) === tierOf(context.serviceTier)) &&
    (row.batch === undefined || row.batch === (context.batch ?? false)) &&
    (row.region === undefined || row.region === context.region)
  );
}

// Rows with the same qualifiers form one price list with its bands; the most specific list that
// prices this input wins as a whole, so that bands of two lists never mix.
function selectFrom(matching: readonly PriceRow[], name: string, inputTokens: bigint): MeterPrice | undefined {
  const classes = [...new Set(matching.map(specificity))].sort((one, other) => other - one);
  for (const level of classes) {
    const list = matching.filter((row) => specificity(row) === level).sort(preferred);
    const whole = list.filter((row) => !row.marginal && band(row) <= inputTokens);
    const brackets = onePerBand(list.filter((row) => row.marginal === true));
    const base = whole[0] ?? brackets.find((row) => band(row) === 0n);
    if (base) return { pricedAs: name, base, brackets: brackets.filter((row) => row !== base) };
  }
  return undefined;
}

// Tier before batch before region: a named tier changes every price of a vendor, a region a few.
function specificity(row: PriceRow): number {
  return (row.serviceTier === undefined ? 0 : 4) + (row.batch === undefined ? 0 : 2) + (row.region === undefined ? 0 : 1);
}

// Highest band first; among rows that say the same thing twice the newer one, then the dearer one.
function preferred(one: PriceRow, other: PriceRow): number {
  return (
    compare(band(other), band(one)) ||
    compare(other.validFromMs, one.validFromMs) ||
    compare(other.amountPicoUsd * one.per, one.amountPicoUsd * other.per) ||
    Number(other.inherits ?? false) - Number(one.inherits ?? false) ||
    compare(one.source, other.source)
  );
}

function onePerBand(sorted: readonly PriceRow[]): PriceRow[] {
  return sorted.filter((row, index) => index === 0 || band(row) !== band(sorted[index - 1]!)).reverse();
}

export function band(row: PriceRow): bigint {
  return row.bandFromInputTokens ?? 0n;
}

function compare<T extends bigint | number | string>(one: T, other: T): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
