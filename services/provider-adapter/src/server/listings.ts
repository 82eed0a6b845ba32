// Providers and their models in the words of the contract.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ProviderFieldSchema, ProviderTypeSchema, VendorModelSchema } from '@switchyard/proto/provider/v1/provider_service';
import type { ListedModel, Provider, ProviderField } from '../adapter/provider.js';

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
    options: (provider.options ?? []).map(toField),
    credentials: [...(provider.credential.known ?? provider.credential.fields.map((name) => ({ name, description: 'The key.', example: '', isRequired: true })))].map(toField),
    exampleYaml: provider.exampleYaml,
  };
}

function toField({ name, description, isRequired = false, example, values = [] }: ProviderField): MessageInitShape<typeof ProviderFieldSchema> {
  return { name, description, required: isRequired, example, values: [...values] };
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
    prices: (model.prices ?? []).map(({ meter, amountPicoUsd, per }) => ({ meter, amountPicousd: amountPicoUsd, per })),
  };
}
