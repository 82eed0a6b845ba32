// The most that a request can cost: the dearest meter, band, tier, TTL and region that it permits.
// rate() of any usage within the limits never exceeds it.
import { isInt64 } from '../money/index.js';
import { lineage, sideOf } from './meters.js';
import { meterOfRow, tierOf, type PriceRow, type PriceVersion, type Usage } from './price.js';
import { band } from './select-rows.js';

export type BoundRequest = {
  // All input meters together, cached and written to a cache included.
  readonly inputTokensMax: bigint;
  // Output meters of one choice together, hidden reasoning included.
  readonly outputTokensMax: bigint;
  // How many answers are asked for (OpenAI's n). Default 1.
  readonly choices?: bigint;
  // Meters that are neither input nor output tokens, with the most of each: { requests: 1n, web_search: 5n }.
  readonly othersMax?: Usage;
  // What the vendor may serve. Absent permits every tier, region, meter and TTL that the version prices.
  readonly serviceTiers?: readonly (string | undefined)[];
  readonly regions?: readonly (string | undefined)[];
  readonly meters?: readonly string[];
  // Absent permits both.
  readonly batch?: boolean;
};

export type Bounded = { readonly kind: 'bounded'; readonly amountPicoUsd: bigint };
export type Unbounded = { readonly kind: 'unbounded'; readonly meters: readonly string[]; readonly reason: 'no_price' | 'broken_price' | 'overflow' };

// `unbounded` names meters that the request may use and that have no price; a route with one
// cannot be held for, so it is skipped under a hard budget.
export function bound(request: BoundRequest, version: PriceVersion): Bounded | Unbounded {
  const rows = version.rows.filter((row) => permits(request, row));
  const broken = rows.filter((row) => row.per <= 0n).map(meterOfRow);
  if (broken.length > 0) return { kind: 'unbounded', meters: [...new Set(broken)].sort(), reason: 'broken_price' };

  const parts = [
    sidePart(rows, 'input', request.meters, request.inputTokensMax),
    sidePart(rows, 'output', request.meters, request.outputTokensMax * (request.choices ?? 1n)),
    ...Object.entries(request.othersMax ?? {}).map(([meter, quantity]): Part => ({ meters: [meter], mustHavePrice: [meter], quantity })),
  ].filter((part) => part.quantity > 0n);

  const missing = parts.flatMap((part) => part.mustHavePrice.filter((meter) => pricesOf(rows, meter).length === 0));
  if (missing.length > 0) return { kind: 'unbounded', meters: [...new Set(missing)].sort(), reason: 'no_price' };
  const amountPicoUsd = parts.reduce((sum, part) => sum + dearest(rows, part), 0n);
  if (!isInt64(amountPicoUsd)) return { kind: 'unbounded', meters: parts.flatMap((part) => part.mustHavePrice), reason: 'overflow' };
  return { kind: 'bounded', amountPicoUsd };
}

// Meters that share one quantity: all input tokens, all output tokens, or one other meter.
type Part = { readonly meters: readonly string[]; readonly mustHavePrice: readonly string[]; readonly quantity: bigint };

function sidePart(rows: readonly PriceRow[], side: 'input' | 'output', permitted: readonly string[] | undefined, quantity: bigint): Part {
  const named = permitted?.filter((meter) => sideOf(meter) === side);
  if (named !== undefined && named.length > 0) return { meters: named, mustHavePrice: named, quantity };
  const priced = rows.map(meterOfRow).filter((meter) => sideOf(meter) === side);
  return { meters: [...new Set([side, ...priced])], mustHavePrice: [side], quantity };
}

// A whole band that the input cannot reach is left out; a bracket counts always, as it follows its own meter.
function permits(request: BoundRequest, row: PriceRow): boolean {
  const tierPermitted = row.serviceTier === undefined || !request.serviceTiers || request.serviceTiers.some((tier) => tierOf(tier) === tierOf(row.serviceTier));
  const batchPermitted = row.batch === undefined || request.batch === undefined || row.batch === request.batch;
  const regionPermitted = row.region === undefined || !request.regions || request.regions.includes(row.region);
  return tierPermitted && batchPermitted && regionPermitted && (row.marginal === true || band(row) <= request.inputTokensMax);
}

function pricesOf(rows: readonly PriceRow[], meter: string): PriceRow[] {
  const names = lineage(meter);
  return rows.filter((row) => {
    const name = meterOfRow(row);
    return name === meter || (row.inherits === true && names.includes(name));
  });
}

// Every line of an actual usage may round up by half a picodollar, so a part whose prices do not
// divide evenly gets one picodollar for each line that it may be split into.
function dearest(rows: readonly PriceRow[], part: Part): bigint {
  const prices = part.meters.flatMap((meter) => pricesOf(rows, meter)).filter((row) => row.amountPicoUsd > 0n);
  const amounts = prices.map((row) => ceilingDivision(part.quantity * row.amountPicoUsd, row.per));
  const highest = amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
  const rounds = prices.some((row) => row.amountPicoUsd % row.per !== 0n);
  return rounds ? highest + roundingAllowance(rows, part) : highest;
}

// An inheriting row may price meters that have no row, hence the known descendants count as lines too.
function roundingAllowance(rows: readonly PriceRow[], part: Part): bigint {
  const inheriting = rows.some((row) => row.inherits === true);
  return BigInt(part.meters.length) + (inheriting ? inheritedLinesMax : 0n);
}

// More lines than any vendor splits one side into: five modalities, cached or not, and a few TTLs.
const inheritedLinesMax = 16n;

function ceilingDivision(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
