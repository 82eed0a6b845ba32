// Ollama's counts stand on the last line itself, and contain nothing but themselves.
import type { UsageDialect } from '@switchyard/common/rating';
import type { UsageStep } from '../../adapter/answer-step.js';
import { countAt, type JsonObject } from '../../toolkit/index.js';

export const ollamaUsageDialect: UsageDialect = { within: {}, counting: 'cumulative' };

const fields = ['prompt_eval_count', 'prompt_eval_duration', 'eval_count', 'eval_duration', 'load_duration', 'total_duration'];

/** undefined when the line has no counts. */
export function usageStep(last: JsonObject): UsageStep | undefined {
  const input = countAt(last, 'prompt_eval_count');
  const output = countAt(last, 'eval_count');
  if (input === undefined && output === undefined) return undefined;
  const raw = Object.fromEntries(fields.filter((field) => field in last).map((field) => [field, last[field]]));
  return { type: 'usage', counts: { input, output }, raw, isFinal: true };
}
