// From what a vendor counted to disjoint meters. Each dialect declares how its counts
// contain each other; nothing is guessed from the numbers.
import { rate, type Rated, type Unpriced } from './rate.js';
import type { PriceVersion, RatingContext, Usage } from './price.js';

export type UsageDialect = {
  // Part -> the count that includes it. OpenAI: { cached_input: 'input', reasoning: 'output' };
  // Anthropic: {} because its input_tokens leave the cached ones out.
  readonly within: { readonly [meter: string]: string };
  // The counts that a vendor's grand total sums up, if it states one.
  readonly totalOf?: readonly string[];
  // Whether a later report in a stream replaces an earlier one or adds to it.
  readonly counting: 'cumulative' | 'delta';
};

// Counts as the vendor stated them, under our meters' names. Absent is unknown.
export type RawUsage = { readonly [meter: string]: bigint | undefined };

export type NormalizedUsage =
  | { readonly kind: 'disjoint'; readonly usage: Usage }
  // The counts contradict each other. `readings` are the ways to understand them; the dearest is booked.
  | { readonly kind: 'inconsistent'; readonly reasons: readonly string[]; readonly readings: readonly Usage[] };

// Splits containers into their parts and a remainder under the container's own name, and checks
// that nothing is negative and everything sums to the vendor's total.
export function normalizeUsage(dialect: UsageDialect, raw: RawUsage, total?: bigint): NormalizedUsage {
  const stated = Object.entries(raw).filter((entry): entry is [string, bigint] => entry[1] !== undefined);
  const counts = new Map(stated.map(([meter, count]) => [meter, count < 0n ? 0n : count]));
  const reasons = stated.filter(([, count]) => count < 0n).map(([meter, count]) => `${meter} is ${count}, below zero`);

  const usage: Record<string, bigint> = {};
  for (const [meter, count] of counts) {
    const parts = partsOf(dialect, meter).reduce((sum, part) => sum + (counts.get(part) ?? 0n), 0n);
    if (parts > count) reasons.push(`${meter} is ${count} but its parts sum to ${parts}`);
    usage[meter] = parts > count ? 0n : count - parts;
    const container = dialect.within[meter];
    if (count > 0n && container !== undefined && !counts.has(container)) reasons.push(`${meter} is ${count} but ${container}, which includes it, is not stated`);
  }

  const tops = dialect.totalOf ?? [];
  const sum = tops.reduce((all, meter) => all + (counts.get(meter) ?? 0n), 0n);
  const difference = total === undefined || tops.length === 0 ? 0n : total - sum;
  if (difference !== 0n) reasons.push(`the total is ${total} but ${tops.join(' + ')} is ${sum}`);
  if (reasons.length === 0) return { kind: 'disjoint', usage };
  return { kind: 'inconsistent', reasons, readings: readingsOf(usage, counts, tops, difference) };
}

// Parts may be inside their container or beside it, and tokens that only the total knows may
// belong to any count of the total.
function readingsOf(inside: Usage, counts: ReadonlyMap<string, bigint>, tops: readonly string[], excess: bigint): Usage[] {
  const readings = [inside, Object.fromEntries(counts)];
  if (excess <= 0n) return readings;
  return readings.flatMap((usage) => tops.map((meter) => ({ ...usage, [meter]: (usage[meter] ?? 0n) + excess })));
}

// The reading that costs most, with its rating. If any reading has no price, the answer is
// unpriced: a cheaper known reading must not hide a dearer unknown one.
export function dearestReading(readings: readonly Usage[], version: PriceVersion, context: RatingContext = {}): { usage: Usage; rating: Rated | Unpriced } {
  if (readings.length === 0) throw new RangeError('There is no reading of the usage to choose from.');
  const rated = readings.map((usage) => ({ usage, rating: rate(usage, version, context) }));
  return rated.reduce((dearest, next) => (costs(next.rating) > costs(dearest.rating) ? next : dearest));
}

// Adds one report of a stream to what was known before it.
export function mergeUsage(dialect: UsageDialect, known: RawUsage, report: RawUsage): RawUsage {
  const merged: Record<string, bigint | undefined> = { ...known };
  for (const [meter, count] of Object.entries(report)) {
    if (count === undefined) continue;
    merged[meter] = dialect.counting === 'delta' ? (merged[meter] ?? 0n) + count : count;
  }
  return merged;
}

function partsOf(dialect: UsageDialect, container: string): string[] {
  return Object.keys(dialect.within).filter((part) => dialect.within[part] === container);
}

function costs(rating: Rated | Unpriced): number | bigint {
  return rating.kind === 'unpriced' ? Number.POSITIVE_INFINITY : rating.totalPicoUsd;
}
