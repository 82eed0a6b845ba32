// Counts that a mapping does not know. They become meters under the vendor's own name, which no price has:
// the entry is then unpriced instead of silently too cheap.
import type { RawUsage } from '@switchyard/common/rating';
import { unmappedMetersMax } from '../../limits.js';
import type { JsonObject } from './json.js';

const countName = /_(tokens|requests|images|seconds)$/;

/** Non-zero whole numbers of a usage block whose names look like counts and are not among the known ones. */
export function unmappedCounts(usage: JsonObject | undefined, known: ReadonlySet<string>): RawUsage {
  const counts: Record<string, bigint> = {};
  for (const [name, value] of Object.entries(usage ?? {})) {
    if (known.has(name) || !countName.test(name) || typeof value !== 'number' || !Number.isSafeInteger(value) || value === 0) continue;
    if (Object.keys(counts).length < unmappedMetersMax) counts[`unmapped_${name.slice(0, 64)}`] = BigInt(value);
  }
  return counts;
}
