// The shipped price book: what a vendor's models cost, and which of them are offered without anybody listing them.
import { calcPrice, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import type { PriceRow } from '@switchyard/proto/catalog/v1/price';
import { namePattern } from '../domain/validate/refuse.js';
import type { ShippedBook, ShippedModel, ShippedPrice } from '../domain/shipped.js';
import { withBatchRows } from './batch-discount.js';
import { capabilitiesOf } from './capabilities.js';
import { imageTokensOf } from './image-tokens.js';
import { rowsOfPrice } from './map-price.js';
import { isVendorsAddress, shippedSource, shippedSourcePrefix, vendorOf } from './package.js';

/** All models of a vendor that are offered by themselves; none for a type that is no vendor of the package. */
function shippedModels(providerType: string): ShippedModel[] {
  return (vendorOf(providerType)?.models ?? []).flatMap((info) => {
    const capabilities = capabilitiesOf(providerType, info.id);
    if (capabilities === undefined || info.deprecated === true || !namePattern.test(info.id)) return [];
    const prices = pricesOf(providerType, info);
    return prices.length === 0 ? [] : [{ ...toShipped(providerType, info), capabilities, prices }];
  });
}

export const shippedBook: ShippedBook = {
  source: shippedSource,
  sourcePrefix: shippedSourcePrefix,
  models: shippedModels,
  find({ providerType, baseUrl, modelId }) {
    const vendor = vendorOf(providerType);
    if (vendor === undefined || !isVendorsAddress(vendor, baseUrl)) return undefined;
    // The package's own matching knows dated names and aliases. It may look at another vendor; what it found is ours by id.
    const foundId = calcPrice({}, modelId, { provider: vendor })?.model.id;
    const info = vendor.models.find(({ id }) => id === foundId);
    return info === undefined ? undefined : { ...toShipped(providerType, info), capabilities: capabilitiesOf(providerType, info.id) ?? [], prices: pricesOf(providerType, info) };
  },
};

function toShipped(providerType: string, { id, name, description, context_window: contextWindow }: ModelInfo) {
  return { modelId: id, displayName: name ?? '', description: (description ?? '').slice(0, 500), contextWindow: contextWindow === undefined ? undefined : BigInt(contextWindow), tokensPerImage: imageTokensOf(providerType, id) };
}

/** Oldest first. Prices by the hour of the day have no place in a version; such a model stays without one. */
function pricesOf(providerType: string, { id, prices }: ModelInfo): ShippedPrice[] {
  const rowsOf = (price: ModelPrice): PriceRow[] => withBatchRows({ type: providerType, modelId: id, rows: rowsOfPrice(price) });
  if (!Array.isArray(prices)) return nonEmpty(undefined, rowsOf(prices));
  if (prices.some(({ constraint }) => constraint !== undefined && constraint.type !== 'start_date')) return [];
  const dated = prices.flatMap(({ constraint, prices: price }) => {
    const validFromMs = constraint?.type === 'start_date' ? Date.parse(`${constraint.start_date}T00:00:00Z`) : undefined;
    return nonEmpty(validFromMs, rowsOf(price));
  });
  return dated.toSorted((a, b) => (a.validFromMs ?? 0) - (b.validFromMs ?? 0));
}

function nonEmpty(validFromMs: number | undefined, rows: PriceRow[]): ShippedPrice[] {
  return rows.length === 0 ? [] : [{ validFromMs, rows }];
}
