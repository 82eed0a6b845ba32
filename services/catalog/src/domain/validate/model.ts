// A model as callers send it: what may be said, and what is filled in where nothing was.
import type { Model } from '@switchyard/proto/catalog/v1/model';
import {
  contextWindowDefault, customParametersBytesMax, defaultOutputTokensMax, qualityScoreDefault, reliabilityScoreDefault, requestsPerMinuteDefault, retriesDefault, speedScoreDefault, tokensPerByteFactorDefault,
  tokensPerMinuteDefault,
} from '../../limits.js';
import { checkAtLeast, checkId, checkList, checkName, checkOneOf, checkShare, checkText, refuse } from './refuse.js';
import { cancelWords, capCovers, inputTypes, knownCapabilities, modelTypes, outputTypes, tiers } from './words.js';

/** Zero and empty mean "not said" in the contract. The second argument is what the price book knows of the model. */
export function fillModel(model: Model, { contextWindow, tokensPerImage }: { contextWindow?: bigint | undefined; tokensPerImage?: bigint | undefined } = {}): Model {
  const capabilities = model.capabilities.length > 0 ? model.capabilities : ['text_generation', 'streaming'];
  const has = (capability: string): boolean => capabilities.includes(capability);
  const vision = model.supportsVision || has('vision');
  const window = model.contextWindow || contextWindow || contextWindowDefault;
  return {
    ...model,
    capabilities: [...capabilities],
    modelType: model.modelType || (vision ? (has('text_generation') ? 'multimodal' : 'vision') : 'text'),
    inputTypes: model.inputTypes.length > 0 ? model.inputTypes : vision ? ['text', 'image'] : ['text'],
    outputTypes: model.outputTypes.length > 0 ? model.outputTypes : ['text'],
    tier: model.tier || 'standard',
    contextWindow: window,
    tokensPerImage: model.tokensPerImage ?? tokensPerImage,
    defaultOutputTokens: model.defaultOutputTokens || least(model.maxOutputTokens ?? defaultOutputTokensMax, defaultOutputTokensMax),
    supportsStreaming: model.supportsStreaming || has('streaming'),
    supportsFunctions: model.supportsFunctions || has('functions'),
    supportsVision: vision,
    requestsPerMinute: model.requestsPerMinute || requestsPerMinuteDefault,
    tokensPerMinute: model.tokensPerMinute || tokensPerMinuteDefault,
    qualityScore: model.qualityScore || qualityScoreDefault,
    speedScore: model.speedScore || speedScoreDefault,
    reliabilityScore: model.reliabilityScore || reliabilityScoreDefault,
    disabledReason: model.enabled ? '' : model.disabledReason,
    retries: model.retries || retriesDefault,
    capCovers: model.capCovers || 'all',
    cancelStopsBilling: model.cancelStopsBilling || 'unknown',
    tokensPerByteFactor: model.tokensPerByteFactor || tokensPerByteFactorDefault,
    reasoning: model.reasoning || has('reasoning'),
    source: model.source || 'rpc',
    priceVersion: '',
  };
}

/** `path` is where the model stands in the request. Run it on the filled model. */
export function checkModel(path: string, model: Model): void {
  checkName(`${path}.name`, model.name);
  checkId(`${path}.provider`, model.provider);
  if (model.modelId.trim() === '') refuse(`${path}.model_id`, 'it is empty.', 'Say what the vendor calls the model, such as gpt-5-mini.');
  for (const [field, text] of [['model_id', model.modelId], ['display_name', model.displayName], ['description', model.description], ['region', model.region]] as const) checkText(`${path}.${field}`, text);
  checkOneOf(`${path}.model_type`, model.modelType, modelTypes);
  checkOneOf(`${path}.tier`, model.tier, tiers);
  checkOneOf(`${path}.cap_covers`, model.capCovers, capCovers);
  checkOneOf(`${path}.cancel_stops_billing`, model.cancelStopsBilling, cancelWords);
  for (const [field, words] of [['capabilities', model.capabilities], ['specialties', model.specialties], ['languages', model.languages], ['recommended_for', model.recommendedFor]] as const) {
    checkList(`${path}.${field}`, words, checkWord);
  }
  checkList(`${path}.input_types`, model.inputTypes, (field, value) => checkOneOf(field, value, inputTypes));
  checkList(`${path}.output_types`, model.outputTypes, (field, value) => checkOneOf(field, value, outputTypes));
  checkList(`${path}.fallbacks`, model.fallbacks, checkName);
  checkList(`${path}.visible_to`, model.visibleTo, checkId);
  checkNumbers(path, model);
  checkParameters(`${path}.custom_parameters_json`, model.customParametersJson);
}

export function unknownCapabilities({ capabilities }: Model): string[] {
  return capabilities.filter((capability) => !knownCapabilities.includes(capability));
}

function checkNumbers(path: string, model: Model): void {
  checkAtLeast(`${path}.context_window`, model.contextWindow, 1n);
  if (model.maxOutputTokens !== undefined) checkAtLeast(`${path}.max_output_tokens`, model.maxOutputTokens, 1n);
  if (model.tokensPerImage !== undefined) checkAtLeast(`${path}.tokens_per_image`, model.tokensPerImage, 1n);
  checkAtLeast(`${path}.default_output_tokens`, model.defaultOutputTokens, 1n);
  if (model.maxOutputTokens !== undefined && model.defaultOutputTokens > model.maxOutputTokens) {
    refuse(`${path}.default_output_tokens`, `${model.defaultOutputTokens} is above max_output_tokens, ${model.maxOutputTokens}.`, 'Lower it, or leave it out.');
  }
  checkAtLeast(`${path}.requests_per_minute`, model.requestsPerMinute, 0n);
  checkAtLeast(`${path}.tokens_per_minute`, model.tokensPerMinute, 0n);
  checkShare(`${path}.quality_score`, model.qualityScore);
  checkShare(`${path}.speed_score`, model.speedScore);
  checkShare(`${path}.reliability_score`, model.reliabilityScore);
  checkShare(`${path}.accuracy_score`, model.accuracyScore);
  checkAtLeast(`${path}.retries`, model.retries, 0);
  if (model.tokensPerByteFactor !== 1 && model.tokensPerByteFactor !== 3) refuse(`${path}.tokens_per_byte_factor`, `${model.tokensPerByteFactor} is neither 1 nor 3.`, 'Use 3 unless the tokenizer has no normaliser.');
  for (const [field, ms] of [['total_ms', model.timers?.totalMs], ['first_output_ms', model.timers?.firstOutputMs], ['idle_ms', model.timers?.idleMs]] as const) {
    if (ms !== undefined) checkAtLeast(`${path}.timers.${field}`, ms, 0n);
  }
}

function checkWord(field: string, value: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9 _.:/-]{0,63}$/.test(value)) refuse(field, `${JSON.stringify(value)} is not a word.`, 'Use a word such as text_generation.');
}

function checkParameters(field: string, text: string): void {
  if (text === '') return;
  checkText(field, text, customParametersBytesMax);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse(field, 'it is not JSON.', 'Write an object such as {"top_k": 40}.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(field, 'it is not a JSON object.', 'Write an object such as {"top_k": 40}.');
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
