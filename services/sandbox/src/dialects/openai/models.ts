// The model list: https://platform.openai.com/docs/api-reference/models

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';

/** A fixed moment, so that two lists are equal: 2025-01-01. */
const createdAtS = 1_735_689_600;

export function showOpenAiModel(model: Model): JsonObject {
  return { id: model.id, object: 'model', created: createdAtS, owned_by: 'system' };
}

export function listOpenAiModels(models: readonly Model[]): JsonObject {
  return { object: 'list', data: models.map(showOpenAiModel) };
}
