// The usage block of the responses API. Cached and written tokens are inside input_tokens, reasoning inside output_tokens.

import type { Answer } from '../../../answers/answer.js';
import { totalInput, totalOutput } from '../../../billing/usage.js';
import type { JsonObject } from '../../../http/json.js';

export function usageToResponses({ usage }: Answer): JsonObject {
  const [input, output] = [totalInput(usage), totalOutput(usage)];
  return {
    input_tokens: input,
    input_tokens_details: { cache_write_tokens: usage.cacheWrite5m + usage.cacheWrite1h, cached_tokens: usage.cachedInput },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: input + output,
  };
}
