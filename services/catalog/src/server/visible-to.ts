// What a tenant may see of the catalog: models that are for it, their prices, and features that are shared or its own.
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { runsPlatform, type Principal } from '@switchyard/common/identity';

export function visibleTo(principal: Principal, snapshot: Snapshot): Snapshot {
  if (principal.kind === 'service' || runsPlatform(principal)) return snapshot;
  const { tenant } = principal;
  const models = snapshot.models.filter((model) => model.visibleTo.length === 0 || model.visibleTo.includes(tenant));
  const names = new Set(models.map(({ name }) => name));
  return {
    ...snapshot,
    // Who else may see a model is nobody else's business.
    models: models.map((model) => ({ ...model, visibleTo: model.visibleTo.length === 0 ? [] : [tenant], fallbacks: model.fallbacks.filter((name) => names.has(name)) })),
    prices: snapshot.prices.filter(({ model }) => names.has(model)),
    features: snapshot.features.filter((feature) => feature.tenant === '' || feature.tenant === tenant).map((feature) => ({ ...feature, chain: feature.chain.filter((name) => names.has(name)) })),
  };
}
