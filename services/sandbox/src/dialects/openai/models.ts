// The model list: https://platform.openai.com/docs/api-reference/models

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';
import type { Flavour } from './flavour.js';

/** A fixed moment, so that two lists are equal: 2025-01-01. */
const createdAtS = 1_735_689_600;

export function showOpenAiModel(model: Model, flavour: Flavour): JsonObject {
  const shown = { id: model.id, object: 'model', created: createdAtS, owned_by: 'system' };
  return flavour.showModel === undefined ? shown : flavour.showModel(model, shown);
}

export function listOpenAiModels(models: readonly Model[], flavour: Flavour): JsonObject {
  const data = models.map((model) => showOpenAiModel(model, flavour));
  return flavour.listsBare === true ? (data as unknown as JsonObject) : { object: 'list', data };
}
