// The filters: why a model cannot answer this request. The first reason found is the one told.
import type { Asked } from './asked.js';
import type { Costing } from './bounds.js';
import type { ModelView } from './catalog-view.js';
import type { TargetMode } from './target.js';
import { capabilitiesWithoutChat, capabilityOf, parametersOf } from './task.js';
import { formatUsd } from '@switchyard/common/money';

export interface Excluded {
  /** One word. */
  readonly reason: string;
  /** A sentence with the numbers. */
  readonly detail: string;
}

/** Quality and speed that task routing asks for when the caller does not say. */
const taskQualityLeast = 0.7;
const taskSpeedLeast = 0.5;

type Filter = (asked: Asked, view: ModelView, context: FilterContext) => Excluded | undefined;

export interface FilterContext {
  readonly mode: TargetMode;
  readonly costing: Costing;
}

/** undefined when the model can answer. */
export function excludeModel(asked: Asked, view: ModelView, context: FilterContext): Excluded | undefined {
  for (const filter of filters) {
    const excluded = filter(asked, view, context);
    if (excluded !== undefined) return excluded;
  }
  return undefined;
}

const enabled: Filter = (_asked, { model, provider }) => {
  if (!provider.enabled) return { reason: 'disabled', detail: `provider ${provider.id} is disabled` };
  return model.enabled ? undefined : { reason: 'disabled', detail: model.disabledReason || 'the model is disabled' };
};

const keyScope: Filter = (asked, { model }) =>
  asked.keyModels.length === 0 || asked.keyModels.includes(model.name) ? undefined : { reason: 'policy', detail: 'the API key is limited to other models' };

const named: Filter = (asked, { model, provider }) => {
  const requirements = asked.request.requirements;
  if (requirements?.excludedModels.includes(model.name) === true) return { reason: 'excluded', detail: 'the request excludes it' };
  const preferred = requirements?.preferredProviders ?? [];
  return preferred.length === 0 || preferred.includes(provider.id) ? undefined : { reason: 'preferred_providers', detail: `the request wants ${preferred.join(', ')}` };
};

const capabilities: Filter = (asked, view, { mode }) => {
  const needed = capabilityOf(asked.task);
  if (needed === undefined && view.capabilities.size > 0 && [...view.capabilities].every((name) => capabilitiesWithoutChat.has(name))) return { reason: 'capability', detail: 'it holds no conversations' };
  const wanted = [
    ...(needed === undefined ? [] : [needed]),
    ...(asked.request.requirements?.capabilities ?? []),
    ...(mode === 'task' ? [capabilityOfTask(asked.request.taskType)] : []),
  ];
  const missing = wanted.filter((capability) => !view.capabilities.has(capability) && !view.model.specialties.includes(capability));
  return missing.length === 0 ? undefined : { reason: 'capability', detail: `it lacks ${missing.join(', ')}` };
};

const specialties: Filter = (asked, { model }) => lacking('specialty', asked.request.requirements?.specialties, model.specialties);
const languages: Filter = (asked, { model }) => (model.languages.length === 0 ? undefined : lacking('language', asked.request.requirements?.languages, model.languages));
const inputTypes: Filter = (asked, { model }) => lacking('input_type', asked.request.requirements?.inputTypes, model.inputTypes);
const outputTypes: Filter = (asked, { model }) => lacking('output_type', asked.request.requirements?.outputTypes, model.outputTypes);

const tier: Filter = (asked, { model }) => {
  const wanted = asked.request.requirements?.tier ?? '';
  return wanted === '' || wanted === model.tier ? undefined : { reason: 'tier', detail: `it is ${model.tier}, the request wants ${wanted}` };
};

const content: Filter = (asked, { model }) => {
  if (asked.needs.vision && !model.supportsVision) return { reason: 'vision', detail: 'it takes no images' };
  if (asked.needs.functions && !model.supportsFunctions) return { reason: 'functions', detail: 'it calls no tools' };
  if (asked.needs.documents && !model.inputTypes.includes('document')) return { reason: 'input_type', detail: 'it takes no documents' };
  if (asked.needs.audio && !model.inputTypes.includes('audio')) return { reason: 'input_type', detail: 'it takes no audio' };
  return asked.streaming && !model.supportsStreaming ? { reason: 'streaming', detail: 'it does not stream' } : undefined;
};

const quality: Filter = (asked, { model }, { mode }) => {
  const least = asked.request.requirements?.quality ?? (mode === 'task' ? taskQualityLeast : undefined);
  return least === undefined || model.qualityScore >= least ? undefined : { reason: 'quality', detail: `${model.qualityScore} is below ${least}` };
};

const speed: Filter = (asked, { model }, { mode }) => {
  const least = asked.request.requirements?.speed ?? (mode === 'task' ? taskSpeedLeast : undefined);
  return least === undefined || model.speedScore >= least ? undefined : { reason: 'speed', detail: `${model.speedScore} is below ${least}` };
};

/** An estimate, not the bound: a bound of three tokens per byte would refuse prompts that fit well. */
const contextWindow: Filter = (asked, { model }, { costing }) => {
  const output = parametersOf(asked.task)?.maxOutputTokens ?? 0;
  const needed = asked.inputTokensEstimate + BigInt(Math.min(output, costing.maxOutputTokens));
  return needed <= model.contextWindow ? undefined : { reason: 'context_window', detail: `about ${needed} tokens do not fit ${model.contextWindow}` };
};

const outputCap: Filter = (asked, { model }) => {
  const wanted = parametersOf(asked.task)?.maxOutputTokens;
  const most = model.maxOutputTokens;
  if (wanted === undefined || most === undefined || BigInt(wanted) <= most) return undefined;
  return { reason: 'max_output_tokens', detail: `it answers with at most ${most} tokens, the request wants ${wanted}` };
};

const costLimit: Filter = (asked, _view, { costing }) => {
  if (asked.costLimitPicoUsd === undefined) return undefined;
  if (costing.boundPicoUsd === undefined) return { reason: 'cost_limit', detail: 'its price is unknown, so its worst case is too' };
  if (costing.boundPicoUsd <= asked.costLimitPicoUsd) return undefined;
  return { reason: 'cost_limit', detail: `its worst case of ${formatUsd(costing.boundPicoUsd)} USD is above ${formatUsd(asked.costLimitPicoUsd)}` };
};

const filters: readonly Filter[] = [
  enabled, keyScope, named, capabilities, specialties, languages, tier, inputTypes, outputTypes, content, quality, speed, contextWindow, outputCap, costLimit,
];

function lacking(reason: string, wanted: readonly string[] | undefined, offered: readonly string[]): Excluded | undefined {
  const missing = (wanted ?? []).filter((name) => !offered.includes(name));
  return missing.length === 0 ? undefined : { reason, detail: `it lacks ${missing.join(', ')}` };
}

/** A task is a capability by another name; coding is an alias, an unnamed task is text. */
function capabilityOfTask(task: string): string {
  if (task === 'coding') return 'code_generation';
  return task === '' ? 'text_generation' : task;
}
