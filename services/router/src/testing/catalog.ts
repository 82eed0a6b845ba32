// Catalogs for tests: models with prices on providers with as many keys as wished.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { DefaultsSchema, type FeatureSchema } from '@switchyard/proto/catalog/v1/feature';
import type { ModelSchema } from '@switchyard/proto/catalog/v1/model';
import { SnapshotSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import { catalogView, type CatalogView } from '../domain/catalog-view.js';

export interface ModelWish {
  readonly name: string;
  readonly provider?: string;
  readonly window?: bigint;
  readonly fallbacks?: readonly string[];
  readonly inputUsdPerMillion?: bigint;
  readonly enabled?: boolean;
  readonly capabilities?: readonly string[];
  readonly visibleTo?: readonly string[];
  readonly retries?: number;
  /** Whatever else the row should say. */
  readonly row?: MessageInitShape<typeof ModelSchema>;
  readonly weight?: number;
}

export interface CatalogWishes {
  readonly credentialsPerProvider?: number;
  readonly chain?: readonly string[];
  readonly feature?: MessageInitShape<typeof FeatureSchema>;
  readonly defaults?: MessageInitShape<typeof DefaultsSchema>;
  readonly providersDisabled?: readonly string[];
}

const microToPico = 1_000_000n;

export function catalogOf(models: readonly ModelWish[], options: CatalogWishes = {}): CatalogView {
  const providers = [...new Set(models.map((model) => model.provider ?? model.name))];
  const weightOf = (id: string) => models.find((model) => (model.provider ?? model.name) === id)?.weight ?? 1;
  const keys = (id: string) => Array.from({ length: options.credentialsPerProvider ?? 1 }, (_, index) => `${id}-${index}`);
  return catalogView(
    create(SnapshotSchema, {
      revision: 7n,
      providers: providers.map((id) => ({ id, type: 'openai', enabled: options.providersDisabled?.includes(id) !== true, weight: weightOf(id), credentials: keys(id) })),
      models: models.map((model) => ({
        name: model.name,
        provider: model.provider ?? model.name,
        modelId: `vendor-${model.name}`,
        enabled: model.enabled ?? true,
        contextWindow: model.window ?? 128_000n,
        defaultOutputTokens: 1000n,
        capabilities: [...(model.capabilities ?? ['text_generation', 'streaming'])],
        supportsStreaming: true,
        supportsFunctions: model.capabilities?.includes('functions') ?? false,
        supportsVision: model.capabilities?.includes('vision') ?? false,
        fallbacks: [...(model.fallbacks ?? [])],
        visibleTo: [...(model.visibleTo ?? [])],
        qualityScore: 0.8,
        speedScore: 0.8,
        reliabilityScore: 0.9,
        retries: model.retries ?? 3,
        capCovers: 'all',
        tokensPerByteFactor: 1,
        ...model.row,
      })),
      prices: models.map((model) => ({
        id: `price-${model.name}`,
        model: model.name,
        rows: [
          { meter: 'input', amountPicousd: (model.inputUsdPerMillion ?? 1n) * 1_000_000n * microToPico, per: 1_000_000n, inherits: true },
          { meter: 'output', amountPicousd: (model.inputUsdPerMillion ?? 1n) * 2_000_000n * microToPico, per: 1_000_000n },
        ],
      })),
      features: options.chain === undefined ? [] : [{ name: 'photos', chain: [...options.chain], ...options.feature }],
      ...(options.defaults === undefined ? {} : { defaults: create(DefaultsSchema, options.defaults) }),
    }),
  );
}
