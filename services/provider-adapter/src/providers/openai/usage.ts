// OpenAI's usage block: cached, written and audio tokens are inside prompt_tokens; reasoning and audio inside completion_tokens.
import type { UsageDialect } from '@switchyard/common/rating';
import type { UsageStep } from '../../adapter/answer-step.js';
import { countAt, objectAt, statedCharge, unmappedCounts, type JsonObject } from '../../toolkit/index.js';

export const openAiUsageDialect: UsageDialect = {
  within: { cached_input: 'input', cache_write: 'input', input_audio: 'input', reasoning: 'output', output_audio: 'output' },
  totalOf: ['input', 'output'],
  counting: 'cumulative',
};

// Parts that are billed as what contains them, and DeepSeek's second half of prompt_tokens.
const known = {
  usage: new Set(['prompt_tokens', 'completion_tokens', 'total_tokens', 'prompt_cache_hit_tokens', 'prompt_cache_miss_tokens']),
  input: new Set(['cached_tokens', 'cache_write_tokens', 'audio_tokens', 'text_tokens', 'image_tokens']),
  output: new Set(['reasoning_tokens', 'audio_tokens', 'text_tokens', 'accepted_prediction_tokens', 'rejected_prediction_tokens']),
};

/** `text` is the JSON that the block came in. */
export function usageStep(usage: JsonObject, text: string, { isFinal }: { isFinal: boolean }): UsageStep {
  const input = objectAt(usage, 'prompt_tokens_details');
  const output = objectAt(usage, 'completion_tokens_details');
  return {
    type: 'usage',
    counts: {
      input: countAt(usage, 'prompt_tokens'),
      output: countAt(usage, 'completion_tokens'),
      cached_input: countAt(input, 'cached_tokens') ?? countAt(usage, 'prompt_cache_hit_tokens'),
      cache_write: countAt(input, 'cache_write_tokens'),
      input_audio: nonZero(countAt(input, 'audio_tokens')),
      reasoning: countAt(output, 'reasoning_tokens'),
      output_audio: nonZero(countAt(output, 'audio_tokens')),
      ...unmappedCounts(usage, known.usage),
      ...unmappedCounts(input, known.input),
      ...unmappedCounts(output, known.output),
    },
    total: countAt(usage, 'total_tokens'),
    raw: usage,
    isFinal,
    // https://openrouter.ai/docs/use-cases/usage-accounting: in USD.
    statedChargePicoUsd: statedCharge(text, { field: 'cost', beside: 'prompt_tokens' }),
  };
}

/** Most models have no sound, and a meter that is always zero says nothing. */
function nonZero(count: bigint | undefined): bigint | undefined {
  return count === 0n ? undefined : count;
}
