// Differences as sentences that people read before they apply a file and after they have.
import { toJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import type { PriceRow } from '@switchyard/proto/catalog/v1/price';
import { formatUsd } from '@switchyard/common/money';

/** Set by the catalog itself, so they differ without anybody having changed anything. */
const ownFields = new Set(['created_at', 'updated_at', 'price_version']);

/** One sentence per changed field, one if the thing is new, one if it is gone; none when nothing differs. */
export function describeDifference<S extends DescMessage>(schema: S, label: string, before: MessageShape<S> | undefined, after: MessageShape<S> | undefined): string[] {
  if (before === undefined) return after === undefined ? [] : [`${label}: added`];
  if (after === undefined) return [`${label}: deleted`];
  const [old, now] = [fieldsOf(schema, before), fieldsOf(schema, after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !ownFields.has(name)).toSorted();
  return names.flatMap((name) => {
    const [from, to] = [show(old[name]), show(now[name])];
    return from === to ? [] : [`${label}: ${name} ${from} -> ${to}`];
  });
}

export function describePrice(model: string, before: readonly PriceRow[] | undefined, after: readonly PriceRow[], from: string): string[] {
  if (before === undefined) return [`model ${model}: prices added (${after.filter(isPlain).map(showRow).join(', ') || `${after.length} rows`}), from ${from}`];
  const old = new Map(before.map((row) => [labelOf(row), showAmount(row)]));
  const now = new Map(after.map((row) => [labelOf(row), showAmount(row)]));
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((label) => {
    const [was, is] = [old.get(label) ?? 'none', now.get(label) ?? 'none'];
    return was === is ? [] : [`model ${model}: price of ${label} ${was} -> ${is}, from ${from}`];
  });
}

function fieldsOf<S extends DescMessage>(schema: S, message: MessageShape<S>): Record<string, JsonValue> {
  return toJson(schema, message, { useProtoFieldName: true }) as Record<string, JsonValue>;
}

function show(value: JsonValue | undefined): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  // A map has no order of its own, and a database keeps none.
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, entry]) => `${name}: ${show(entry)}`).join(', ')}}`;
}

/** What most calls and batches cost; rows of further conditions would bury it. */
function isPlain({ bandFromInputTokens, serviceTier, region, modality }: PriceRow): boolean {
  return bandFromInputTokens === 0n && serviceTier === '' && region === '' && modality === '';
}

function showRow(row: PriceRow): string {
  return `${labelOf(row)} ${showAmount(row)}`;
}

function showAmount({ amountPicousd, per, inherits, marginal }: PriceRow): string {
  return `${formatUsd(amountPicousd)} USD per ${per}${inherits ? ', inherited' : ''}${marginal ? ', marginal' : ''}`;
}

function labelOf({ meter, bandFromInputTokens, serviceTier, batch, cacheTtl, region, modality }: PriceRow): string {
  const conditions = [
    bandFromInputTokens > 0n && `from ${bandFromInputTokens} input tokens`,
    serviceTier !== '' && `tier ${serviceTier}`,
    batch && 'batch',
    cacheTtl !== '' && `cache ${cacheTtl}`,
    region !== '' && `region ${region}`,
    modality,
  ].filter(Boolean);
  return conditions.length === 0 ? meter : `${meter} (${conditions.join(', ')})`;
}
