// The model list: https://docs.claude.com/en/api/models-list

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';

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

/** One page at a time: `limit` (20) models after `after_id`, or before `before_id`. */
export function listAnthropicModels(models: readonly Model[], query: URLSearchParams): JsonObject {
  const limit = Math.max(1, Math.min(1_000, Number(query.get('limit') ?? 20) || 20));
  const after = models.findIndex((model) => model.id === query.get('after_id'));
  const before = models.findIndex((model) => model.id === query.get('before_id'));
  const end = before < 0 ? models.length : before;
  const start = before < 0 ? after + 1 : Math.max(0, before - limit);
  const page = models.slice(start, Math.min(end, start + limit));
  return {
    data: page.map(showAnthropicModel),
    has_more: before < 0 ? start + page.length < models.length : start > 0,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}
