// Which models a request means, in the order in which it means them, before any filter.
import { AppError, nearest, Reason } from '@switchyard/common/errors';
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';
import type { Asked } from './asked.js';
import type { CatalogView, ModelView } from './catalog-view.js';

export type TargetMode = 'model' | 'feature' | 'task' | 'default';

export interface Target {
  readonly mode: TargetMode;
  /** What was asked for. */
  readonly name: string;
  /** Models with why each is among them. */
  readonly models: readonly { readonly view: ModelView; readonly why: string }[];
  /** How to order them; undefined keeps their order. */
  readonly strategy: string | undefined;
  /** How many models the chain has; the attempt budget follows it. */
  readonly chainLength: number;
  readonly mayFailOver: boolean;
}

const featurePrefix = 'feature:';

/** The feature that a request names, by its own field or as the model "feature:<name>"; empty for none. */
export function featureOf({ feature, model }: Pick<GenerateRequest, 'feature' | 'model'>): string {
  return feature || (model.startsWith(featurePrefix) ? model.slice(featurePrefix.length) : '');
}

/** Throws UNKNOWN_MODEL or UNKNOWN_FEATURE with the nearest name that exists. */
export function resolveTarget(asked: Asked, catalog: CatalogView): Target {
  const { request } = asked;
  const feature = featureOf(request);
  if (feature !== '') return featureTarget(asked, catalog, feature);
  if (request.model !== '') return modelTarget(asked, catalog, request.model, 'model');
  if (request.taskType !== '') return taskTarget(asked, catalog);
  const fallback = catalog.defaults?.model ?? '';
  if (fallback !== '') return modelTarget(asked, catalog, fallback, 'default');
  return taskTarget(asked, catalog);
}

function modelTarget(asked: Asked, catalog: CatalogView, name: string, mode: TargetMode): Target {
  const view = visible(asked, catalog, name);
  if (view === undefined) throw unknownModel(asked, catalog, name);
  const fallbacks = asked.request.allowFallbacks === false ? [] : view.model.fallbacks.length > 0 ? view.model.fallbacks : (catalog.defaults?.chain ?? []);
  const models = [{ view, why: mode === 'default' ? 'default model' : 'named' }];
  for (const fallback of fallbacks) {
    const next = visible(asked, catalog, fallback);
    if (next !== undefined && !models.some((known) => known.view === next)) models.push({ view: next, why: `fallback of ${name}` });
  }
  return { mode, name, models, strategy: asked.request.strategy || undefined, chainLength: models.length, mayFailOver: true };
}

/** Fallbacks of a chain's own models are not followed: the chain is the whole plan. */
function featureTarget(asked: Asked, catalog: CatalogView, name: string): Target {
  const feature = catalog.features.get(name);
  if (feature === undefined || (feature.tenant !== '' && feature.tenant !== asked.payer.tenant)) throw unknownFeature(asked, catalog, name);
  const models = feature.chain.flatMap((model, index) => {
    const view = visible(asked, catalog, model);
    return view === undefined ? [] : [{ view, why: `chain ${index + 1} of ${feature.chain.length}` }];
  });
  return {
    mode: 'feature',
    name,
    models,
    strategy: asked.request.strategy || feature.strategy || undefined,
    chainLength: feature.chain.length,
    mayFailOver: !feature.failoverDisabled && asked.request.allowFallbacks !== false,
  };
}

function taskTarget(asked: Asked, catalog: CatalogView): Target {
  const models = [...catalog.models.values()].filter((view) => visible(asked, catalog, view.model.name) !== undefined).map((view) => ({ view, why: 'score' }));
  const strategy = asked.request.strategy || catalog.defaults?.strategy || 'adaptive';
  return { mode: 'task', name: asked.request.taskType || 'text_generation', models, strategy, chainLength: models.length, mayFailOver: asked.request.allowFallbacks !== false };
}

/** Models that the tenant may not see do not exist for it. */
function visible(asked: Asked, catalog: CatalogView, name: string): ModelView | undefined {
  const view = catalog.models.get(name);
  if (view === undefined) return undefined;
  return isVisible(view, asked.payer.tenant) ? view : undefined;
}

export function isVisible(view: ModelView, tenant: string): boolean {
  return view.model.visibleTo.length === 0 || view.model.visibleTo.includes(tenant);
}

function unknownModel(asked: Asked, catalog: CatalogView, name: string): AppError {
  const names = [...catalog.models.values()].filter((view) => isVisible(view, asked.payer.tenant)).map((view) => view.model.name);
  return new AppError(Reason.UNKNOWN_MODEL, `There is no model "${name}".${suggestion(name, names)}`, {
    field: 'model',
    nextStep: 'List the models with "switchyard models" or GET /v1/models.',
  });
}

function unknownFeature(asked: Asked, catalog: CatalogView, name: string): AppError {
  const names = [...catalog.features.values()].filter(({ tenant }) => tenant === '' || tenant === asked.payer.tenant).map((feature) => feature.name);
  return new AppError(Reason.UNKNOWN_FEATURE, `There is no feature "${name}".${suggestion(name, names)}`, {
    field: 'feature',
    nextStep: 'Add it under "features" in switchyard.yaml and run "switchyard catalog apply".',
  });
}

function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  return near === undefined ? '' : ` Did you mean "${near}"?`;
}
