// What readers get: a revision with the prices that are valid now or later, and each model's price of the moment.
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { snapshotOf, type Content } from './content.js';
import type { PriceBook } from './price-book.js';

export interface View {
  readonly revision: bigint;
  readonly snapshot: Snapshot;
  /** When a planned price takes over and the view must be made again; undefined when none is planned. */
  readonly staleAtMs: number | undefined;
}

export function viewOf({ revision, madeAtMs, content, book, nowMs }: { revision: bigint; madeAtMs: number; content: Content; book: PriceBook; nowMs: number }): View {
  const snapshot = snapshotOf(content, { revision, madeAtMs });
  const models = snapshot.models.map((model) => ({ ...model, priceVersion: book.at(model.name, nowMs)?.id ?? '' }));
  const prices = models.flatMap(({ name }) => book.fromNow(name, nowMs));
  return { revision, snapshot: { ...snapshot, models, prices }, staleAtMs: book.nextChangeMs(nowMs) };
}
