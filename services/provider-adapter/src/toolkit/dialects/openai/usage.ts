// OpenAI's usage block: cached, written and audio tokens are inside prompt_tokens; reasoning and audio inside completion_tokens.
import type { UsageDialect } from '@switchyard/common/rating';
import type { UsageStep } from '../../../adapter/answer-step.js';
import { countAt, objectAt, type JsonObject } from '../../json/json.js';
import { statedCharge } from '../../json/stated-charge.js';
import { unmappedCounts } from '../../json/unmapped-counts.js';
import type { OpenAiDifferences } from './differences.js';

export const openAiUsageDialect: UsageDialect = {
  within: { cached_input: 'input', cache_write: 'input', input_audio: 'input', input_image: 'input', reasoning: 'output', output_audio: 'output', output_image: 'output' },
  totalOf: ['input', 'output'],
  counting: 'cumulative',
};

// Parts that are billed as what contains them, and DeepSeek's second half of prompt_tokens.
const known = {
  usage: new Set(['prompt_tokens', 'completion_tokens', 'total_tokens', 'prompt_cache_hit_tokens', 'prompt_cache_miss_tokens']),
  input: new Set(['cached_tokens', 'cache_write_tokens', 'audio_tokens', 'text_tokens', 'image_tokens']),
  output: new Set(['reasoning_tokens', 'audio_tokens', 'text_tokens', 'accepted_prediction_tokens', 'rejected_prediction_tokens']),
};

/** How a vendor's counts contain each other. */
export function usageDialectOf({ beside }: OpenAiDifferences): UsageDialect {
  if (beside === undefined) return openAiUsageDialect;
  const { within, totalOf, counting } = openAiUsageDialect;
  return {
    within: Object.fromEntries(Object.entries(within).filter(([part]) => beside[part] === undefined)),
    totalOf: [...(totalOf ?? []), ...Object.keys(beside).filter((part) => beside[part] === 'in_total')],
    counting,
  };
}

interface Reading {
  readonly isFinal: boolean;
  readonly differs?: OpenAiDifferences;
}

/** The usage of an answer or a chunk, wherever it stands; undefined when there is none. `text` is the JSON that it came in. */
export function usageOfAnswer(answer: JsonObject, text: string, reading: Reading): UsageStep | undefined {
  const elsewhere = reading.differs?.usageAt?.split('.');
  const usage = objectAt(answer, 'usage') ?? elsewhere?.reduce<JsonObject | undefined>(objectAt, answer);
  return usage === undefined ? undefined : usageStep(usage, text, reading);
}

/** `text` is the JSON that the block came in. */
export function usageStep(usage: JsonObject, text: string, { isFinal, differs = {} }: Reading): UsageStep {
  const theirs = Object.entries(differs.meters ?? {});
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
      ...Object.fromEntries(theirs.flatMap(([field, meter]) => (countAt(usage, field) === undefined ? [] : [[meter, nonZero(countAt(usage, field))]]))),
      ...unmappedCounts(usage, theirs.length === 0 ? known.usage : new Set([...known.usage, ...theirs.map(([field]) => field)])),
      ...unmappedCounts(input, known.input),
      ...unmappedCounts(output, known.output),
    },
    total: countAt(usage, 'total_tokens'),
    raw: usage,
    isFinal,
    statedChargePicoUsd: chargeOf(text, differs),
  };
}

/** Embeddings have no output, and so no word about it: https://platform.openai.com/docs/api-reference/embeddings/object */
export function embeddingUsageStep(usage: JsonObject, text: string, differs: OpenAiDifferences): UsageStep {
  return {
    type: 'usage',
    counts: { input: countAt(usage, 'prompt_tokens'), ...unmappedCounts(usage, known.usage) },
    total: countAt(usage, 'total_tokens'),
    raw: usage,
    isFinal: true,
    statedChargePicoUsd: chargeOf(text, differs),
  };
}

const knownOfImages = {
  usage: new Set(['input_tokens', 'output_tokens', 'total_tokens']),
  input: new Set(['text_tokens', 'image_tokens', 'cached_tokens']),
  output: new Set(['text_tokens', 'image_tokens']),
};

/** Token-priced models report; for those priced by the picture the answer itself says how many. Half a block, or no picture at all, proves nothing. */
export function imageUsageStep(usage: JsonObject | undefined, count: number): UsageStep {
  if (usage === undefined) return { type: 'usage', counts: { images: BigInt(count) }, raw: { images: count }, isFinal: count > 0 };
  const input = objectAt(usage, 'input_tokens_details');
  const output = objectAt(usage, 'output_tokens_details');
  const totals = { input: countAt(usage, 'input_tokens'), output: countAt(usage, 'output_tokens') };
  return {
    type: 'usage',
    counts: {
      ...totals,
      cached_input: countAt(input, 'cached_tokens'),
      input_image: nonZero(countAt(input, 'image_tokens')),
      // Without details all of the output is picture: https://platform.openai.com/docs/guides/image-generation#cost-and-latency
      output_image: output === undefined ? totals.output : countAt(output, 'image_tokens'),
      ...unmappedCounts(usage, knownOfImages.usage),
      ...unmappedCounts(input, knownOfImages.input),
      ...unmappedCounts(output, knownOfImages.output),
    },
    total: countAt(usage, 'total_tokens'),
    raw: usage,
    isFinal: totals.input !== undefined && totals.output !== undefined,
  };
}

/** It is what will be booked, so a field that merely looks like one counts only where the vendor documents it. */
function chargeOf(text: string, { charge }: OpenAiDifferences): bigint | undefined {
  return charge === undefined ? undefined : statedCharge(text, charge);
}

/** Most models have no sound, and a meter that is always zero says nothing. */
function nonZero(count: bigint | undefined): bigint | undefined {
  return count === 0n ? undefined : count;
}
