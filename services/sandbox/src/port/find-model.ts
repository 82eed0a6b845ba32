// Looks a model up in the price file. What is not for sale does not exist.

import type { Model } from '../billing/price-list.js';
import { Refusal } from '../dialects/failure.js';
import type { Maker } from './service.js';

export interface Wanted {
  /** Any when absent. */
  kind?: Model['kind'];
  /** How a model that is not there is refused, where not as usual. */
  refuse?: ((name: string) => Refusal) | undefined;
}

export function findModel({ dialect, world }: Pick<Maker, 'dialect' | 'world'>, name: string, { kind, refuse }: Wanted = {}): Model {
  const model = world.priceList.find(dialect.sells ?? dialect.id, dialect.canonicalModel?.(name) ?? name);
  if (model === undefined || (kind !== undefined && model.kind !== kind)) throw refuse?.(name) ?? new Refusal({ kind: 'model_not_found', subject: name });
  return model;
}

/** The same model at the price of batches. Undefined: the vendor does not sell it in batches. */
export function findBatchModel({ dialect, world }: Pick<Maker, 'dialect' | 'world'>, name: string, kind: Model['kind']): Model | undefined {
  const model = world.priceList.find(dialect.sells ?? dialect.id, dialect.canonicalModel?.(name) ?? name);
  return model?.batchPrices === undefined || model.kind !== kind ? undefined : { ...model, prices: model.batchPrices };
}
