// The price versions of every model. They are only ever added; when one ends is told by the one after it.
import { createHash } from 'node:crypto';
import { create, toJsonString } from '@bufbuild/protobuf';
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import { PriceVersionSchema, type PriceRow, type PriceVersion } from '@switchyard/proto/catalog/v1/price';

export class PriceBook {
  readonly #byModel = new Map<string, PriceVersion[]>();

  /** In any order. */
  constructor(versions: readonly PriceVersion[] = []) {
    for (const version of versions) this.add(version);
  }

  add(version: PriceVersion): void {
    const versions = this.#byModel.get(version.model) ?? [];
    versions.push(version);
    // Stable: of two of the same moment, the one that was added later is the later one.
    versions.sort((a, b) => startOf(a) - startOf(b));
    this.#byModel.set(version.model, versions);
  }

  copy(): PriceBook {
    return new PriceBook([...this.#byModel.values()].flat());
  }

  /** The version in force at a moment, as it was written. */
  at(model: string, atMs: number): PriceVersion | undefined {
    return this.#byModel.get(model)?.findLast((version) => startOf(version) <= atMs);
  }

  has(model: string): boolean {
    return this.#byModel.has(model);
  }

  /** Versions of a model that are valid at the moment or later, oldest first, each with when the next one takes over. */
  fromNow(model: string, nowMs: number): PriceVersion[] {
    return this.withEnds(model).filter(({ validTo }) => validTo === undefined || timestampMs(validTo) > nowMs);
  }

  withEnds(model: string): PriceVersion[] {
    const versions = this.#byModel.get(model) ?? [];
    return versions.map((version, index) => create(PriceVersionSchema, { ...version, validTo: versions[index + 1]?.validFrom }));
  }

  /** The next moment after now at which some model's price changes; undefined when none is planned. */
  nextChangeMs(nowMs: number): number | undefined {
    const future = [...this.#byModel.values()].flat().map(startOf).filter((startMs) => startMs > nowMs);
    return future.length === 0 ? undefined : Math.min(...future);
  }
}

/** A version with its id, which is the hash of its model, its rows and its start. */
export function makePriceVersion({ model, rows, validFromMs }: { model: string; rows: readonly PriceRow[]; validFromMs: number }): PriceVersion {
  const version = create(PriceVersionSchema, { model, rows: rows.toSorted(compareRows), validFrom: timestampFromMs(validFromMs) });
  return { ...version, id: createHash('sha256').update(toJsonString(PriceVersionSchema, version)).digest('hex').slice(0, 32) };
}

/** Whether two sets of rows cost the same, wherever they were read. */
export function isSamePrice(a: readonly PriceRow[], b: readonly PriceRow[]): boolean {
  return canonicalRows(a) === canonicalRows(b);
}

function canonicalRows(rows: readonly PriceRow[]): string {
  return toJsonString(PriceVersionSchema, create(PriceVersionSchema, { rows: rows.map((row) => ({ ...row, source: '' })).toSorted(compareRows) }));
}

function compareRows(a: PriceRow, b: PriceRow): number {
  const [left, right] = [rowKey(a), rowKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What a row is for; two rows of one version may not share it. */
export function rowKey({ meter, bandFromInputTokens, serviceTier, batch, cacheTtl, region, modality }: PriceRow): string {
  return JSON.stringify([meter, serviceTier, batch, cacheTtl, region, modality, bandFromInputTokens.toString().padStart(20, '0')]);
}

function startOf({ validFrom }: PriceVersion): number {
  return validFrom === undefined ? 0 : timestampMs(validFrom);
}
