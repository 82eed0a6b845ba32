// OpenAI's usage block. Cached tokens are inside prompt_tokens, reasoning inside completion_tokens.

import { totalInput, totalOutput } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import type { JsonObject } from '../../http/json.js';

export function usageToOpenAi(usage: Usage): JsonObject {
  const input = totalInput(usage);
  const output = totalOutput(usage);
  const written = usage.cacheWrite5m + usage.cacheWrite1h;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: usage.cachedInput, audio_tokens: 0, ...(written > 0 ? { cache_write_tokens: written } : {}) },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
  };
}
