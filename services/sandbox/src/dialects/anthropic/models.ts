// The model list: https://docs.claude.com/en/api/models-list

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';
import { anthropicPage } from './page.js';

export function showAnthropicModel(model: Model): JsonObject {
  return {
    type: 'model',
    id: model.id,
    display_name: model.id,
    created_at: '2025-01-01T00:00:00Z',
    lifecycle: 'active',
    max_input_tokens: model.contextWindow,
    max_tokens: model.outputTokensMax,
  };
}

export function listAnthropicModels(models: readonly Model[], query: URLSearchParams): JsonObject {
  return anthropicPage(models, showAnthropicModel, query);
}
