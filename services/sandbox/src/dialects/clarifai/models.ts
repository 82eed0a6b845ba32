// The models of an app: https://docs.clarifai.com/create/models/

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';

export function showClarifaiModel({ id }: Pick<Model, 'id'>): JsonObject {
  const made = '2016-03-09T17:11:39.608845Z';
  const owned = { app_id: 'main', user_id: 'clarifai', visibility: { gettable: 50 } };
  return {
    id,
    name: id,
    created_at: made,
    modified_at: made,
    ...owned,
    model_type_id: id.includes('detection') ? 'visual-detector' : 'visual-classifier',
    model_version: { id: 'sandbox', created_at: made, status: { code: 21_100, description: 'Model is trained and ready' }, ...owned, metadata: {} },
    workflow_recommended: true,
  };
}

export function listClarifaiModels(models: readonly Model[], query: URLSearchParams): JsonObject {
  const size = Number(query.get('per_page') ?? '20');
  const start = (Number(query.get('page') ?? '1') - 1) * size;
  return { status: { code: 10_000, description: 'Ok' }, models: models.slice(start, start + size).map(showClarifaiModel) };
}
