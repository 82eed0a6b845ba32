// Asks provider-adapter which types it knows. Not reaching it blocks no change: the answer is then "not known".
import type { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import type { Client } from '@switchyard/common/grpc';
import type { KnownTypes } from '../domain/provider-types.js';
import { providerTypesTimeoutMs } from '../limits.js';

export type AskProviderTypes = () => Promise<KnownTypes | undefined>;

export function askProviderTypes(adapter: Client<typeof ProviderAdapter>): AskProviderTypes {
  return async () => {
    try {
      const { types } = await adapter.listProviders({}, { timeoutMs: providerTypesTimeoutMs });
      return new Map(types.map(({ id, local, defaultBaseUrl, options, exampleYaml }) => [id, { isLocal: local, needsBaseUrl: defaultBaseUrl === '', options: exampleYaml === '' ? undefined : options }]));
    } catch {
      return undefined;
    }
  };
}
