// Anthropic's usage block. Its input_tokens are the uncached ones alone.

import { totalOutput } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import type { JsonObject } from '../../http/json.js';

export function usageToAnthropic(usage: Usage, outputTokens = totalOutput(usage)): JsonObject {
  return {
    input_tokens: usage.uncachedInput,
    cache_creation_input_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
    cache_read_input_tokens: usage.cachedInput,
    cache_creation: { ephemeral_5m_input_tokens: usage.cacheWrite5m, ephemeral_1h_input_tokens: usage.cacheWrite1h },
    output_tokens: outputTokens,
    // What was thought is told when it is over.
    output_tokens_details: outputTokens < totalOutput(usage) ? null : detailsOf(usage),
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: 'not_available',
    speed: 'standard',
  };
}

/** The last word of a stream: cumulative totals. */
export function deltaUsageToAnthropic(usage: Usage): JsonObject {
  return {
    input_tokens: usage.uncachedInput,
    cache_creation_input_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
    cache_read_input_tokens: usage.cachedInput,
    output_tokens: totalOutput(usage),
    output_tokens_details: detailsOf(usage),
    server_tool_use: null,
  };
}

function detailsOf({ reasoning }: Usage): JsonObject | null {
  return reasoning > 0 ? { thinking_tokens: reasoning } : null;
}
