// Gemini's usage block: cached tokens are inside the prompt's, thoughts beside the answer's, results of server tools beside both.
// https://ai.google.dev/api/generate-content#UsageMetadata
import type { UsageDialect } from '@switchyard/common/rating';
import type { UsageStep } from '../../adapter/answer-step.js';
import { arrayAt, countAt, isObject, textAt, type JsonObject } from '../../toolkit/index.js';

export const googleUsageDialect: UsageDialect = {
  within: {
    cached_input: 'input', input_audio: 'input', input_image: 'input', input_video: 'input', input_document: 'input',
    cached_input_audio: 'cached_input', cached_input_image: 'cached_input', cached_input_video: 'cached_input', cached_input_document: 'cached_input',
    output_audio: 'output', output_image: 'output',
  },
  totalOf: ['input', 'output', 'reasoning'],
  counting: 'cumulative',
};

const modalities: Readonly<Record<string, string>> = { AUDIO: 'audio', IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' };

export function usageStep(usage: JsonObject, { isFinal }: { isFinal: boolean }): UsageStep {
  const prompt = countAt(usage, 'promptTokenCount');
  const results = countAt(usage, 'toolUsePromptTokenCount');
  const reasoning = countAt(usage, 'thoughtsTokenCount');
  const total = countAt(usage, 'totalTokenCount');
  const input = prompt === undefined ? undefined : prompt + (results ?? 0n);
  const cached = partsOf(usage, 'cacheTokensDetails');
  return {
    type: 'usage',
    counts: {
      input,
      output: countAt(usage, 'candidatesTokenCount') ?? (total !== undefined && input !== undefined && total === input + (reasoning ?? 0n) ? 0n : undefined),
      cached_input: countAt(usage, 'cachedContentTokenCount'),
      reasoning,
      ...freshInput(partsOf(usage, 'promptTokensDetails'), cached),
      ...named(cached, 'cached_input'),
      ...named(partsOf(usage, 'candidatesTokensDetails', ['AUDIO', 'IMAGE']), 'output'),
    },
    total,
    raw: usage,
    isFinal,
  };
}

/** Of a call that paints. Without details all of the output is picture, which is dearer than text. */
export function paintedUsageStep(usage: JsonObject): UsageStep {
  const step = usageStep(usage, { isFinal: true });
  if (arrayAt(usage, 'candidatesTokensDetails').length > 0 || step.counts['output'] === undefined) return step;
  return { ...step, counts: { ...step.counts, output_image: step.counts['output'] } };
}

/** The prompt's details count cached tokens too, and a token must not be in two meters. */
function freshInput(prompt: ReadonlyMap<string, bigint>, cached: ReadonlyMap<string, bigint>): Record<string, bigint> {
  const fresh = [...prompt].map(([modality, count]) => [modality, count - (cached.get(modality) ?? 0n)] as const).filter(([, count]) => count !== 0n);
  return named(new Map(fresh), 'input');
}

function named(counts: ReadonlyMap<string, bigint>, side: string): Record<string, bigint> {
  return Object.fromEntries([...counts].map(([modality, count]) => [`${side}_${modality}`, count]));
}

/** Counts by modality; text is the rest, and what is zero says nothing. */
function partsOf(usage: JsonObject, field: string, allowed = Object.keys(modalities)): Map<string, bigint> {
  const counts = new Map<string, bigint>();
  for (const detail of arrayAt(usage, field)) {
    if (!isObject(detail)) continue;
    const modality = textAt(detail, 'modality') ?? '';
    const count = countAt(detail, 'tokenCount') ?? 0n;
    if (count === 0n || !allowed.includes(modality)) continue;
    const name = modalities[modality]!;
    counts.set(name, (counts.get(name) ?? 0n) + count);
  }
  return counts;
}
