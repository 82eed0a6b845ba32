// The name of what can be up or down: provider/model/region|-/credential|-. Shared, since router, adapter and health-monitor speak of the same routes.
import type { Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { Provider } from '@switchyard/proto/catalog/v1/provider';

interface RouteParts {
  readonly provider: string;
  /** The catalog name; it may contain slashes. */
  readonly model: string;
  /** Empty for none. */
  readonly region: string;
  /** Empty for local servers. */
  readonly credentialId: string;
}

function routeId({ provider, model, region, credentialId }: RouteParts): string {
  return `${provider}/${model}/${region || '-'}/${credentialId || '-'}`;
}

export interface CatalogRoute {
  readonly id: string;
  readonly credentialId: string;
  readonly model: Model;
  readonly provider: Provider;
}

/** One route per key of the model's provider; one without a key for local servers. */
export function routesOfModel(model: Model, provider: Provider): CatalogRoute[] {
  const credentials = provider.credentials.length === 0 ? [''] : provider.credentials;
  return credentials.map((credentialId) => ({ id: routeId({ provider: provider.id, model: model.name, region: model.region, credentialId }), credentialId, model, provider }));
}

/** All routes of a catalog. */
export function routesOfSnapshot(snapshot: Snapshot): CatalogRoute[] {
  const providers = new Map(snapshot.providers.map((provider) => [provider.id, provider]));
  return snapshot.models.flatMap((model) => {
    const provider = providers.get(model.provider);
    return provider === undefined ? [] : routesOfModel(model, provider);
  });
}
