// The model list: https://ai.google.dev/api/models

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';

const actions: Record<Model['kind'], string[]> = { chat: ['generateContent', 'countTokens'], embedding: ['embedContent'], image: ['predict'], analysis: [] };

export function showGoogleModel(model: Model): JsonObject {
  return {
    name: `models/${model.id}`,
    version: '001',
    displayName: model.id,
    inputTokenLimit: model.contextWindow,
    outputTokenLimit: model.outputTokensMax,
    supportedGenerationMethods: [...actions[model.kind], ...(model.batchPrices === undefined ? [] : ['batchGenerateContent'])],
    ...(model.reasoning ? { thinking: true } : {}),
  };
}

export function listGoogleModels(models: readonly Model[]): JsonObject {
  return { models: models.map(showGoogleModel) };
}

export function listVertexModels(models: readonly Model[]): JsonObject {
  return { publisherModels: models.map((model) => ({ name: `publishers/google/models/${model.id}`, versionId: 'default', launchStage: 'GA' })) };
}
