// Usage in the dialect's shape: what was read from a cache or written to one is beside input_tokens, not in it.
import type { Usage } from '@switchyard/proto/common/v1/usage';

/** null where the provider reported nothing: a zero would be a lie. */
export function usageBlock(usage: Usage | undefined): Record<string, unknown> {
  const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, reasoningTokens, meters = {} } = usage ?? {};
  return {
    input_tokens: inputTokens === undefined ? null : Number(inputTokens - (cachedInputTokens ?? 0n) - (cacheWriteTokens ?? 0n)),
    cache_creation_input_tokens: numberOf(cacheWriteTokens),
    cache_read_input_tokens: numberOf(cachedInputTokens),
    cache_creation: cacheWriteTokens === undefined ? null : { ephemeral_5m_input_tokens: Number(meters['cache_write_5m'] ?? 0n), ephemeral_1h_input_tokens: Number(meters['cache_write_1h'] ?? 0n) },
    output_tokens: numberOf(outputTokens),
    output_tokens_details: reasoningTokens === undefined ? null : { thinking_tokens: Number(reasoningTokens) },
    server_tool_use: null,
    service_tier: null,
    inference_geo: null,
    speed: null,
  };
}

function numberOf(count: bigint | undefined): number | null {
  return count === undefined ? null : Number(count);
}
