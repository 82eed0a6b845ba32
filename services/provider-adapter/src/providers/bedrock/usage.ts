// Bedrock's usage block: cached and written tokens are beside inputTokens.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
import type { UsageDialect } from '@switchyard/common/rating';
import type { UsageStep } from '../../adapter/answer-step.js';
import { arrayAt, countAt, isObject, textAt, type JsonObject } from '../../toolkit/index.js';

export const bedrockUsageDialect: UsageDialect = {
  within: { cache_write_5m: 'cache_write', cache_write_1h: 'cache_write' },
  counting: 'cumulative',
};

export function usageStep(usage: JsonObject, { isFinal }: { isFinal: boolean }): UsageStep {
  return {
    type: 'usage',
    counts: {
      input: countAt(usage, 'inputTokens'),
      output: countAt(usage, 'outputTokens'),
      cached_input: countAt(usage, 'cacheReadInputTokens'),
      cache_write: countAt(usage, 'cacheWriteInputTokens'),
      cache_write_5m: writtenFor(usage, '5m'),
      cache_write_1h: writtenFor(usage, '1h'),
    },
    raw: usage,
    isFinal,
  };
}

/** A prompt with several cache points may tell each of them, so one lifetime comes more than once. */
function writtenFor(usage: JsonObject, ttl: string): bigint | undefined {
  const counts = arrayAt(usage, 'cacheDetails').flatMap((detail) => (isObject(detail) && textAt(detail, 'ttl') === ttl ? [countAt(detail, 'inputTokens')] : []));
  return counts.reduce((sum, count) => (sum === undefined || count === undefined ? (sum ?? count) : sum + count), undefined);
}
