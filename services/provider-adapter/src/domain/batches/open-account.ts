// The account that a batch belongs to, opened for one task: its route, its key, and a way out that takes long answers.
import { AppError, Reason } from '@switchyard/common/errors';
import type { Provider } from '../../adapter/provider.js';
import type { BatchContext, ProviderBatches } from '../../adapter/provider-batches.js';
import { batchAnswersBytesMax } from '../../limits.js';
import type { CatalogReader, CredentialReader, OpenFetch } from '../ports.js';
import { accountOf, routeOf, secretOf } from '../resolve-route.js';
import { SpokenSecrets } from '../spoken-secrets.js';

export interface Accounts {
  readonly providers: readonly Provider[];
  readonly catalog: CatalogReader;
  readonly credentials: CredentialReader;
  readonly openFetch: OpenFetch;
}

export interface OpenAccount {
  readonly provider: Provider;
  readonly batches: ProviderBatches;
  readonly context: BatchContext;
  readonly baseUrl: string;
  readonly warnings: readonly string[];
  /** Takes the key out of the vendor's words. */
  redact(text: string): string;
}

/** Throws UNKNOWN_PROVIDER, FEATURE_NOT_BUILT for a vendor whose batches are not spoken, SECRET_UNAVAILABLE; and VendorFailure for what the row or its key is to blame for. */
export async function openAccount({ providers, catalog, credentials, openFetch }: Accounts, { provider: id, credentialId, timeoutMs }: { provider: string; credentialId: string; timeoutMs: number }): Promise<OpenAccount> {
  const route = routeOf(catalog, new Map(providers.map((provider) => [provider.id, provider])), id);
  const { batches } = route.provider;
  if (batches === undefined) {
    const speaking = providers.flatMap((provider) => (provider.batches === undefined ? [] : [provider.id]));
    throw new AppError(Reason.FEATURE_NOT_BUILT, `Provider ${id} is of type ${route.provider.id}, whose batches this adapter does not speak.`, { field: 'provider', nextStep: `Use one of type ${speaking.join(', ')}, or send the items one by one.` });
  }
  const secret = await secretOf(route, credentials, { credentialId, purpose: 'batches' });
  const spoken = new SpokenSecrets();
  const warnings = new Set<string>();
  const account = accountOf(route, { secret, remember: (value) => spoken.remember(value), openFetch });
  const { fetch, baseUrl } = openFetch({ baseUrl: route.baseUrl, allowsPrivate: route.row.allowPrivate, answerBytesMax: batchAnswersBytesMax });
  return {
    provider: route.provider,
    batches,
    baseUrl,
    context: { ...account, baseUrl, fetch, timeoutMs, warn: (sentence) => void warnings.add(spoken.redact(sentence)) },
    get warnings() {
      return [...warnings];
    },
    redact: (text) => spoken.redact(text),
  };
}
