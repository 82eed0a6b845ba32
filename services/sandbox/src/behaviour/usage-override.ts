// Exact usage that a behaviour claims, for the report and the bill alike.

import type { Usage } from '../billing/usage.js';
import { totalInput, totalOutput } from '../billing/usage.js';

/** Totals include their parts, as vendors report them; an absent count is the sandbox's own. */
export interface UsageOverride {
  inputTokens?: number | undefined;
  cachedInputTokens?: number | undefined;
  cacheWrite5mTokens?: number | undefined;
  cacheWrite1hTokens?: number | undefined;
  outputTokens?: number | undefined;
  reasoningTokens?: number | undefined;
}

/** Throws a RangeError if the parts exceed their total. */
export function overrideUsage(own: Usage, override: UsageOverride): Usage {
  const input = override.inputTokens ?? totalInput(own);
  const cachedInput = override.cachedInputTokens ?? (override.inputTokens === undefined ? own.cachedInput : 0);
  const cacheWrite5m = override.cacheWrite5mTokens ?? (override.inputTokens === undefined ? own.cacheWrite5m : 0);
  const cacheWrite1h = override.cacheWrite1hTokens ?? (override.inputTokens === undefined ? own.cacheWrite1h : 0);
  const reasoning = override.reasoningTokens ?? 0;
  // Reasoning given alone comes on top of what was written; with a total it is inside.
  const output = override.outputTokens ?? totalOutput(own) + reasoning;
  const uncachedInput = input - cachedInput - cacheWrite5m - cacheWrite1h;
  const told = output - reasoning;
  if (uncachedInput < 0) throw new RangeError(`usage: cached and written tokens exceed input_tokens ${input}`);
  if (told < 0) throw new RangeError(`usage: reasoning_tokens exceed output_tokens ${output}`);
  // Who paints says nothing besides.
  const isPainted = own.imageOutput > 0;
  return { uncachedInput, cachedInput, cacheWrite5m, cacheWrite1h, visibleOutput: isPainted ? 0 : told, reasoning, imageOutput: isPainted ? told : 0, images: own.images };
}
