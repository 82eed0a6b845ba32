// Prices for a model that came without: from the shipped book by what the vendor calls it, or zero, written out, for
// servers that the adapter knows to be local. What neither knows stays without a price.
import { create } from '@bufbuild/protobuf';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import { PriceRowSchema, type PriceRow } from '@switchyard/proto/catalog/v1/price';
import type { Provider } from '@switchyard/proto/catalog/v1/provider';
import type { PriceBook } from './price-book.js';
import type { KnownTypes } from './provider-types.js';
import type { ShippedBook } from './shipped.js';

export interface FilledPrice {
  readonly model: string;
  readonly rows: readonly PriceRow[];
  readonly validFromMs: number;
  readonly from: string;
}

interface Filling {
  readonly model: Model;
  readonly provider: Provider;
  readonly book: PriceBook;
  readonly context: { readonly nowMs: number; readonly types: KnownTypes | undefined; readonly shipped: ShippedBook };
}

export function fillPrices({ model, provider, book, context }: Filling): FilledPrice[] {
  const { nowMs, shipped, types } = context;
  const current = book.at(model.name, nowMs);
  // A price that somebody wrote stays; one that came from the book follows the book.
  if (current !== undefined && !current.rows.every(({ source }) => source.startsWith(shipped.sourcePrefix))) return [];
  const found = shipped.find({ providerType: provider.type, baseUrl: provider.baseUrl, modelId: model.modelId });
  const prices = found?.prices ?? [];
  // Of the prices that have begun, only the last counts: none reaches back.
  const begun = prices.filter(({ validFromMs }) => (validFromMs ?? 0) <= nowMs).slice(-1);
  const planned = prices.filter(({ validFromMs }) => (validFromMs ?? 0) > nowMs);
  if (begun.length > 0) return [...begun, ...planned].map(({ rows, validFromMs }) => ({ model: model.name, rows, validFromMs: Math.max(nowMs, validFromMs ?? 0), from: shipped.source }));
  if (current === undefined && types?.get(provider.type)?.isLocal === true) return [{ model: model.name, rows: freeRows, validFromMs: nowMs, from: 'local' }];
  return [];
}

const freeRows: readonly PriceRow[] = ['input', 'output'].map((meter) => create(PriceRowSchema, { meter, amountPicousd: 0n, per: 1_000_000n, inherits: true, source: 'local' }));
