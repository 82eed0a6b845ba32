// Gemini's usage block: cached tokens inside the prompt's, thoughts beside the answer's; what is zero is left out, as protobuf does.

import { totalInput, totalOutput } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import type { JsonObject } from '../../http/json.js';

export function usageToGoogle(usage: Usage): JsonObject {
  const input = totalInput(usage);
  const told = usage.visibleOutput + usage.imageOutput;
  return {
    promptTokenCount: input,
    ...(told === 0 ? {} : { candidatesTokenCount: told }),
    totalTokenCount: input + totalOutput(usage),
    ...(usage.cachedInput === 0 ? {} : { cachedContentTokenCount: usage.cachedInput, cacheTokensDetails: [{ modality: 'TEXT', tokenCount: usage.cachedInput }] }),
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: input }],
    ...(usage.imageOutput === 0 ? {} : { candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: usage.imageOutput }] }),
    ...(usage.reasoning === 0 ? {} : { thoughtsTokenCount: usage.reasoning }),
  };
}

/** What the chunks before the last one say: the prompt, the thoughts before it, and the candidates as far as this share of them is told. */
export function earlyUsageToGoogle(usage: Usage, share: number): JsonObject {
  return usageToGoogle({ ...usage, visibleOutput: Math.floor(usage.visibleOutput * share), imageOutput: 0 });
}
