// OpenAI's usage block. Cached tokens are inside prompt_tokens, reasoning inside completion_tokens.

import { totalInput, totalOutput } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import type { JsonObject } from '../../http/json.js';
import type { Answer } from '../../answers/answer.js';
import type { Flavour } from './flavour.js';

function usageToOpenAi(usage: Usage): JsonObject {
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

/** The block as the vendor of this flavour has it. */
export function usageOf({ usage, costPicoUsd }: Pick<Answer, 'usage' | 'costPicoUsd'>, flavour: Flavour): JsonObject {
  const block = usageToOpenAi(usage);
  return flavour.usage === undefined ? block : flavour.usage(usage, block, costPicoUsd);
}

/** Picodollars as a JSON number in USD, digit by digit: a float would round it. */
export function usdNumber(picoUsd: bigint): unknown {
  const digits = String(picoUsd).padStart(13, '0');
  const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, '');
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text === '' ? '0' : text);
}
