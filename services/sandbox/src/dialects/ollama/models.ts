// What is installed: https://github.com/ollama/ollama/blob/main/docs/api.md#list-local-models

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';
import { invalid } from '../failure.js';

const modifiedAt = '2025-01-01T00:00:00Z';

export function listOllamaModels(models: readonly Model[]): JsonObject {
  return {
    models: models.map((model) => ({
      name: `${model.id}:latest`,
      model: `${model.id}:latest`,
      modified_at: modifiedAt,
      size: 2_019_393_189,
      digest: 'a'.repeat(64),
      details: detailsOf(model),
    })),
  };
}

export function readShownName(body: JsonObject): string {
  const name = body['model'] ?? body['name'];
  if (typeof name !== 'string' || name === '') throw invalid('model', 'model is required');
  return name;
}

export function showOllamaModel(model: Model): JsonObject {
  return {
    details: detailsOf(model),
    model_info: { 'general.architecture': 'llama', 'llama.context_length': model.contextWindow, 'llama.embedding_length': model.dimensions },
    capabilities: model.kind === 'embedding' ? ['embedding'] : ['completion', 'tools', 'vision'],
    modified_at: modifiedAt,
  };
}

function detailsOf(model: Model): JsonObject {
  return { parent_model: '', format: 'gguf', family: model.id, families: [model.id], parameter_size: '3.2B', quantization_level: 'Q4_K_M' };
}
