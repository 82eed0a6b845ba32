// Looks a model up in the price file. What is not for sale does not exist.

import type { Model } from '../billing/price-list.js';
import { Refusal } from '../dialects/failure.js';
import type { Service } from './service.js';

export function findModel({ dialect, world }: Service, name: string, kind?: Model['kind']): Model {
  const model = world.priceList.find(dialect.sells ?? dialect.id, dialect.canonicalModel?.(name) ?? name);
  if (model === undefined || (kind !== undefined && model.kind !== kind)) throw new Refusal({ kind: 'model_not_found', subject: name });
  return model;
}
