// From what a vendor counted to the usage that is reported: disjoint meters and plain totals. Pure.
import { create } from '@bufbuild/protobuf';
import { UsageSchema, type Usage } from '@switchyard/proto/common/v1/usage';
import { dearestReading, normalizeUsage, sideOf, type PriceVersion, type RawUsage, type RatingContext, type UsageDialect, type Usage as Meters } from '@switchyard/common/rating';
import type { KnownUsage } from './answer-fold.js';

export interface ReportedUsage {
  readonly usage: Usage;
  /** The counts contradict each other; the dearest reading was taken. */
  readonly isInconsistent: boolean;
}

export interface UsageOptions {
  readonly dialect: UsageDialect;
  /** The version that the attempt is rated by; without it the largest reading is taken for the dearest. Asked only when counts contradict each other. */
  priceVersion(): PriceVersion | undefined;
  readonly rating: RatingContext;
}

export function usageOf(known: KnownUsage, options: UsageOptions): ReportedUsage {
  const { dialect } = options;
  const normalized = normalizeUsage(dialect, known.counts, known.total);
  const meters = normalized.kind === 'disjoint' ? normalized.usage : dearest(normalized.readings, options);
  return { usage: toMessage(withoutEmptyContainers(meters, known.counts, dialect), known.counts), isInconsistent: normalized.kind === 'inconsistent' };
}

function dearest(readings: readonly Meters[], { priceVersion, rating }: UsageOptions): Meters {
  const version = priceVersion();
  if (version !== undefined) return dearestReading(readings, version, rating).usage;
  return readings.reduce((largest, next) => (sumOf(next) > sumOf(largest) ? next : largest));
}

/** A container all of whose units are in its named parts is no meter; `input` and `output` themselves always are. */
function withoutEmptyContainers(meters: Meters, counts: RawUsage, { within }: UsageDialect): Meters {
  const isEmpty = (meter: string): boolean => meters[meter] === 0n && within[meter] === undefined && Object.keys(within).some((part) => within[part] === meter && counts[part] !== undefined);
  return Object.fromEntries(Object.entries(meters).filter(([meter]) => meter === 'input' || meter === 'output' || !isEmpty(meter)));
}

function toMessage(meters: Meters, counts: RawUsage): Usage {
  const input = counts['input'] === undefined ? undefined : sumOfSide(meters, 'input');
  const output = counts['output'] === undefined ? undefined : sumOfSide(meters, 'output');
  return create(UsageSchema, {
    meters,
    inputTokens: input,
    outputTokens: output,
    cachedInputTokens: counts['cached_input'] === undefined ? undefined : meters['cached_input'],
    reasoningTokens: counts['reasoning'] === undefined ? undefined : meters['reasoning'],
    cacheWriteTokens: cacheWritten(meters),
    totalTokens: input === undefined || output === undefined ? undefined : input + output,
  });
}

function sumOfSide(meters: Meters, side: 'input' | 'output'): bigint {
  return sumOf(Object.fromEntries(Object.entries(meters).filter(([meter]) => sideOf(meter) === side)));
}

function cacheWritten(meters: Meters): bigint | undefined {
  const written = Object.entries(meters).filter(([meter]) => meter.startsWith('cache_write'));
  return written.length === 0 ? undefined : sumOf(Object.fromEntries(written));
}

function sumOf(meters: Meters): bigint {
  return Object.values(meters).reduce((sum, count) => sum + count, 0n);
}
