// What must be asked of the services for a declaration to become true. Pure.
import { createHash } from 'node:crypto';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ChangeSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Declared, DeclaredModel, DeclaredProvider } from './declared.js';

type Change = MessageInitShape<typeof ChangeSchema>;

export interface CatalogPlan {
  readonly changes: readonly Change[];
  /** Of each change, the path in the file of what it is made from. */
  readonly paths: readonly string[];
  /** Makes a second application of the same declaration a no-op. */
  readonly contentHash: string;
}

/** Keys are not part of the catalog, so a changed key does not change its hash. */
export function planCatalog(declared: Declared): CatalogPlan {
  const changes: Change[] = [
    ...declared.providers.map((provider): Change => ({ change: { case: 'putProvider', value: providerOf(provider) } })),
    // A model may fall back to one further down: all models come first without the check of order, since a change is judged as a whole.
    ...declared.models.map((model): Change => ({ change: { case: 'putModel', value: modelOf(model) } })),
    ...declared.models.flatMap(priceOf),
    ...declared.features.map((feature): Change => ({
      change: { case: 'putFeature', value: { name: feature.name, chain: [...feature.chain], strategy: feature.strategy, failoverDisabled: !feature.failover, tenant: feature.tenant, description: feature.description } },
    })),
    ...(declared.defaults === undefined ? [] : [{ change: { case: 'putDefaults' as const, value: { model: declared.defaults.model, chain: [...declared.defaults.chain], strategy: declared.defaults.strategy } } }]),
  ];
  const text = JSON.stringify(changes, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  const paths = [
    ...declared.providers.map((_, index) => `providers[${index}]`),
    ...declared.models.map((_, index) => `models[${index}]`),
    ...declared.models.flatMap(({ prices }, index) => (prices === undefined ? [] : [`models[${index}].prices`])),
    ...declared.features.map((_, index) => `features[${index}]`),
    ...(declared.defaults === undefined ? [] : ['defaults']),
  ];
  return { changes, paths, contentHash: createHash('sha256').update(text).digest('hex') };
}

function providerOf(provider: DeclaredProvider) {
  return {
    id: provider.id,
    type: provider.type,
    name: provider.name,
    baseUrl: provider.baseUrl,
    allowPrivate: provider.allowPrivate,
    enabled: provider.enabled,
    weight: provider.weight,
    organization: provider.organization,
    project: provider.project,
    credentials: provider.credentials.map(({ id }) => id),
    healthCheckIntervalS: provider.healthCheckIntervalS,
    options: { ...provider.options },
    source: 'file',
  };
}

function modelOf(model: DeclaredModel) {
  return {
    name: model.name,
    provider: model.provider,
    modelId: model.model,
    displayName: model.displayName,
    description: model.description,
    capabilities: [...model.capabilities],
    specialties: [...model.specialties],
    languages: [...model.languages],
    inputTypes: [...model.inputTypes],
    outputTypes: [...model.outputTypes],
    tier: model.tier,
    contextWindow: model.contextWindow,
    maxOutputTokens: model.maxOutputTokens,
    defaultOutputTokens: model.defaultOutputTokens,
    qualityScore: model.qualityScore,
    speedScore: model.speedScore,
    reliabilityScore: model.reliabilityScore,
    retries: model.retries,
    supportsStreaming: model.capabilities.length === 0 || model.capabilities.includes('streaming'),
    supportsFunctions: model.capabilities.includes('functions'),
    supportsVision: model.capabilities.includes('vision'),
    timers: { totalMs: model.timeoutMs, firstOutputMs: model.firstOutputMs, idleMs: model.idleMs },
    enabled: model.enabled,
    fallbacks: [...model.fallbacks],
    visibleTo: [...model.visibleTo],
    capCovers: model.capCovers,
    cancelStopsBilling: model.cancelStopsBilling,
    region: model.region,
    tokensPerImage: model.tokensPerImage,
    source: 'file',
  };
}

function priceOf({ name, prices }: DeclaredModel): Change[] {
  if (prices === undefined) return [];
  const rows = prices.map(({ amountPicoUsd, ...row }) => ({ ...row, amountPicousd: amountPicoUsd }));
  return [{ change: { case: 'putPrice', value: { model: name, rows } } }];
}
