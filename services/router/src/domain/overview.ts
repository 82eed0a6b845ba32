// What a caller may know of the models: those that its tenant sees and its key reaches.
import { create } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { ListModelsResponseSchema, type ListModelsResponse } from '@switchyard/proto/router/v1/overview';
import type { CatalogView } from './catalog-view.js';
import { isVisible } from './target.js';

export function overviewOf(catalog: CatalogView | undefined, principal: KeyPrincipal): ListModelsResponse {
  const views = [...(catalog?.models.values() ?? [])].filter(
    (view) => view.model.enabled && view.provider.enabled && isVisible(view, principal.tenant) && (principal.models.length === 0 || principal.models.includes(view.model.name)),
  );
  const features = [...(catalog?.features.values() ?? [])].filter(({ tenant }) => tenant === '' || tenant === principal.tenant);
  return create(ListModelsResponseSchema, {
    models: views
      .map(({ model }) => ({
        name: model.name,
        provider: model.provider,
        vendorModel: model.modelId,
        capabilities: model.capabilities,
        contextWindow: model.contextWindow,
        maxOutputTokens: model.maxOutputTokens ?? 0n,
        createdAtS: model.createdAt === undefined ? 0n : BigInt(Math.floor(timestampMs(model.createdAt) / 1000)),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    features: features.map(({ name }) => name).toSorted(),
  });
}
