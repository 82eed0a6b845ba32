// The request body of generateContent, plain and streamed.
import type { GenerationConfig } from '@google/genai';
import type { ResponseFormat } from '@switchyard/proto/common/v1/chat';
import type { ChatOrder } from '../../adapter/chat-order.js';
import type { ProviderContext } from '../../adapter/provider.js';
import { cannotSay, isObject, schemaOf } from '../../toolkit/index.js';
import { toGoogleContents } from './contents.js';
import { isVertex } from './endpoint.js';
import { thinkingOf } from './thinking.js';
import { toolsOf } from './tools.js';

type Context = Pick<ProviderContext, 'warn' | 'options'>;

export function toGoogleRequest(order: ChatOrder, context: Context): Record<string, unknown> {
  const { generationConfig: extraConfig, ...extraFields } = order.extraFields;
  return {
    ...extraFields,
    ...toGoogleContents(order, context),
    ...toolsOf(order.parameters, context),
    generationConfig: { ...(isObject(extraConfig) ? extraConfig : {}), ...configOf(order, context) },
    ...tierOf(order, context),
  };
}

function configOf(order: ChatOrder, context: Context): GenerationConfig {
  const { temperature, topP, frequencyPenalty, presencePenalty, randomSeed, stop, responseFormat } = order.parameters;
  return {
    maxOutputTokens: order.maxOutputTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(frequencyPenalty === undefined ? {} : { frequencyPenalty }),
    ...(presencePenalty === undefined ? {} : { presencePenalty }),
    ...(randomSeed === undefined ? {} : { seed: seedOf(randomSeed) }),
    ...(stop.length === 0 ? {} : { stopSequences: [...stop] }),
    ...formatOf(responseFormat),
    ...thinkingOf(order, context),
  };
}

/** The field has 32 bits: https://ai.google.dev/api/generate-content#GenerationConfig */
function seedOf(seed: bigint): number {
  if (seed !== BigInt.asIntN(32, seed)) throw cannotSay('random_seed', 'this API takes whole numbers of 32 bits.');
  return Number(seed);
}

/** https://ai.google.dev/gemini-api/docs/structured-output */
function formatOf(format: ResponseFormat | undefined): GenerationConfig {
  if (format === undefined || format.type === '' || format.type === 'text') return {};
  const responseMimeType = 'application/json';
  return format.type === 'json' ? { responseMimeType } : { responseMimeType, responseJsonSchema: schemaOf(format.schemaJson, 'response_format.schema_json') };
}

function tierOf({ serviceTier }: ChatOrder, { options }: Pick<ProviderContext, 'options'>): { serviceTier?: string } {
  if (serviceTier === '') return {};
  // A tier has a price of its own, so it is never dropped.
  if (isVertex({ options })) throw cannotSay('service_tier', 'Vertex AI sells its tiers by project, not by request.');
  return { serviceTier };
}
