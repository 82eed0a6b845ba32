// A catalog of models on providers, with prices, for tests.
import { create } from '@bufbuild/protobuf';
import { SnapshotSchema, type Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';

export interface CatalogWish {
  /** provider -> its models. */
  readonly models: Readonly<Record<string, readonly string[]>>;
  readonly disabled?: readonly string[];
  readonly reasoning?: readonly string[];
  readonly unpriced?: readonly string[];
  readonly picoUsdPerToken?: bigint;
  readonly intervalS?: bigint;
}

export function snapshotOf({ models, disabled = [], reasoning = [], unpriced = [], picoUsdPerToken = 1_000_000n, intervalS = 300n }: CatalogWish): Snapshot {
  const rows = Object.entries(models).flatMap(([provider, names]) => names.map((name) => ({ provider, name })));
  return create(SnapshotSchema, {
    revision: 3n,
    providers: Object.keys(models).map((id) => ({ id, type: 'openai', enabled: !disabled.includes(id), credentials: ['k'], healthCheckIntervalS: intervalS })),
    models: rows.map(({ provider, name }) => ({ name, provider, modelId: name, enabled: !disabled.includes(name), reasoning: reasoning.includes(name) })),
    prices: rows
      .filter(({ name }) => !unpriced.includes(name))
      .map(({ name }) => ({ id: `price-${name}`, model: name, rows: ['input', 'output'].map((meter) => ({ meter, amountPicousd: picoUsdPerToken, per: 1n })) })),
  });
}
