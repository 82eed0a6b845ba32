// The usage of a response: https://platform.openai.com/docs/api-reference/responses/object#responses-object-usage
// Cached and written tokens are inside input_tokens, reasoning inside output_tokens, as in chat completions.
import type { UsageStep } from '../../../adapter/answer-step.js';
import { countAt, objectAt, unmappedCounts, type JsonObject } from '../../../toolkit/index.js';

const known = {
  usage: new Set(['input_tokens', 'output_tokens', 'total_tokens']),
  input: new Set(['cached_tokens', 'cache_write_tokens', 'text_tokens']),
  output: new Set(['reasoning_tokens', 'text_tokens']),
};

export function usageStep(usage: JsonObject, { isFinal }: { isFinal: boolean }): UsageStep {
  const input = objectAt(usage, 'input_tokens_details');
  const output = objectAt(usage, 'output_tokens_details');
  return {
    type: 'usage',
    counts: {
      input: countAt(usage, 'input_tokens'),
      output: countAt(usage, 'output_tokens'),
      cached_input: countAt(input, 'cached_tokens'),
      cache_write: countAt(input, 'cache_write_tokens'),
      reasoning: countAt(output, 'reasoning_tokens'),
      ...unmappedCounts(usage, known.usage),
      ...unmappedCounts(input, known.input),
      ...unmappedCounts(output, known.output),
    },
    total: countAt(usage, 'total_tokens'),
    raw: usage,
    isFinal,
  };
}
