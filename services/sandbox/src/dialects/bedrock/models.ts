// What a region sells: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html

import type { Model } from '../../billing/price-list.js';
import type { JsonObject } from '../../http/json.js';

export function listBedrockModels(models: readonly Model[]): JsonObject {
  return {
    modelSummaries: models.map(({ id }) => ({
      modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${id}`,
      modelId: id,
      modelName: id,
      providerName: id.split('.')[0],
      inputModalities: ['TEXT', 'IMAGE'],
      outputModalities: ['TEXT'],
      responseStreamingSupported: true,
      inferenceTypesSupported: ['ON_DEMAND'],
      modelLifecycle: { status: 'ACTIVE' },
    })),
  };
}
