// Bedrock's usage block: cached and written tokens are beside inputTokens, and all of them in the total.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html

import { totalInput, totalOutput } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import type { JsonObject } from '../../http/json.js';

export function usageToBedrock(usage: Usage): JsonObject {
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  const details = [{ ttl: '5m', inputTokens: usage.cacheWrite5m }, { ttl: '1h', inputTokens: usage.cacheWrite1h }].filter(({ inputTokens }) => inputTokens > 0);
  return {
    inputTokens: usage.uncachedInput,
    outputTokens: totalOutput(usage),
    totalTokens: totalInput(usage) + totalOutput(usage),
    cacheReadInputTokens: usage.cachedInput,
    cacheWriteInputTokens: written,
    ...(details.length === 0 ? {} : { cacheDetails: details }),
  };
}
