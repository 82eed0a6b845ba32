// Providers and their models in the words of the contract.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ProviderTypeSchema, VendorModelSchema } from '@switchyard/proto/provider/v1/provider_service';
import type { ListedModel, Provider } from '../adapter/provider.js';

export function toProviderType(provider: Provider): MessageInitShape<typeof ProviderTypeSchema> {
  return {
    id: provider.id,
    displayName: provider.displayName,
    defaultBaseUrl: provider.defaultBaseUrl,
    credentialFields: [...provider.credential.fields],
    capabilities: [...provider.capabilities],
    cancelStopsBilling: provider.cancelStopsBilling,
    documentation: provider.documentation,
    local: provider.isLocal,
  };
}

export function toVendorModel(model: ListedModel): MessageInitShape<typeof VendorModelSchema> {
  return {
    id: model.id,
    displayName: model.displayName ?? '',
    createdAt: model.createdAtMs === undefined ? undefined : timestampFromMs(model.createdAtMs),
    ownedBy: model.ownedBy ?? '',
    contextWindow: model.contextWindow === undefined ? undefined : BigInt(model.contextWindow),
    maxOutputTokens: model.maxOutputTokens === undefined ? undefined : BigInt(model.maxOutputTokens),
    capabilities: [...(model.capabilities ?? [])],
  };
}
