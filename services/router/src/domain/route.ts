// The name of what can be up or down.
import type { Model } from '@switchyard/proto/catalog/v1/model';

/** provider/model/region|-/credential; the credential is - for local servers. */
export function routeId({ model, credentialId }: { model: Model; credentialId: string }): string {
  return `${model.provider}/${model.name}/${model.region || '-'}/${credentialId || '-'}`;
}
