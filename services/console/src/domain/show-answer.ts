// The answer of POST /api/ai/generate.
import type { GenerateResponse } from '@switchyard/proto/router/v1/generate';
import { usd } from './show-money.js';

export function showAnswer(response: GenerateResponse): object {
  const { usage } = response;
  return {
    response: {
      content: response.content,
      model: response.model,
      provider: response.provider,
      usage: {
        input_tokens: count(usage?.inputTokens),
        cached_input_tokens: count(usage?.cachedInputTokens),
        output_tokens: count(usage?.outputTokens),
        total_tokens: count(usage?.totalTokens),
      },
      cost: usd(response.costPicousd),
      estimated_cost: usd(response.estimatedCostPicousd),
      response_time: Number(response.responseTimeMs) / 1000,
      quality_score: response.qualityScore,
      finish_reason: response.finishReason?.unified,
      function_calls: response.toolCalls.map(({ id, name, argumentsJson }) => ({ id, name, arguments: argumentsJson })),
      cached: response.cache === 'exact' || response.cache === 'semantic',
      warnings: response.warnings,
      request_id: response.requestId,
      client_request_id: response.clientRequestId || undefined,
      metadata: { model_id: response.vendorModel, attempts: response.attempts.length, price_version: response.priceVersion || undefined },
    },
  };
}

function count(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
