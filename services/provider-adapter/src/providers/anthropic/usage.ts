// Anthropic's usage block: cached and written tokens are beside input_tokens, thinking inside output_tokens.
// https://docs.claude.com/en/docs/build-with-claude/prompt-caching#tracking-cache-performance
import type { UsageDialect } from '@switchyard/common/rating';
import type { UsageStep } from '../../adapter/answer-step.js';
import { countAt, objectAt, unmappedCounts, type JsonObject } from '../../toolkit/index.js';

export const anthropicUsageDialect: UsageDialect = {
  within: { cache_write_5m: 'cache_write', cache_write_1h: 'cache_write', reasoning: 'output' },
  counting: 'cumulative',
};

const known = {
  usage: new Set(['input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens']),
  // Fetching costs nothing beside its tokens: https://docs.claude.com/en/docs/agents-and-tools/tool-use/web-fetch-tool
  tools: new Set(['web_search_requests', 'web_fetch_requests']),
};

export function usageStep(usage: JsonObject, { isFinal, raw = usage }: { isFinal: boolean; raw?: JsonObject }): UsageStep {
  const written = countAt(usage, 'cache_creation_input_tokens');
  const byLifetime = objectAt(usage, 'cache_creation');
  const tools = objectAt(usage, 'server_tool_use');
  return {
    type: 'usage',
    counts: {
      input: countAt(usage, 'input_tokens'),
      output: countAt(usage, 'output_tokens'),
      cached_input: countAt(usage, 'cache_read_input_tokens'),
      cache_write: written,
      cache_write_5m: countAt(byLifetime, 'ephemeral_5m_input_tokens'),
      cache_write_1h: countAt(byLifetime, 'ephemeral_1h_input_tokens'),
      reasoning: countAt(objectAt(usage, 'output_tokens_details'), 'thinking_tokens'),
      web_search_requests: nonZero(countAt(tools, 'web_search_requests')),
      ...unmappedCounts(usage, known.usage),
      ...unmappedCounts(tools, known.tools),
    },
    raw,
    isFinal,
  };
}

function nonZero(count: bigint | undefined): bigint | undefined {
  return count === 0n ? undefined : count;
}
