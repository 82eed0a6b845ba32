// The account that a batch belongs to, opened for one task: its route, its key, and a way out that takes long answers.
import { AppError, Reason } from '@switchyard/common/errors';
import type { Provider } from '../../adapter/provider.js';
import type { BatchContext, ProviderBatches } from '../../adapter/provider-batches.js';
import { batchAnswersBytesMax } from '../../limits.js';
import type { CatalogReader, CredentialReader, OpenFetch } from '../ports.js';
import { accountOf, routeOf, secretOf } from '../resolve-route.js';
import { SpokenSecrets } from '../spoken-secrets.js';
import { appErrorOf } from '../vendor-to-app.js';

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
  /** What was changed, dropped or assumed so far. */
  readonly warnings: readonly string[];
  /** Takes the key out of the vendor's words. */
  redact(text: string): string;
  /** What went wrong while it was open, as the caller is told: the vendor's part without the key, all else as it is. */
  toCaller(error: unknown): unknown;
}

interface AccountTask {
  readonly provider: string;
  readonly credentialId: string;
  readonly timeoutMs: number;
}

/** Throws UNKNOWN_PROVIDER, FEATURE_NOT_BUILT for a vendor whose batches are not spoken, SECRET_UNAVAILABLE; and VendorFailure for what the row or its key is to blame for. */
export async function openAccount({ providers, catalog, credentials, openFetch }: Accounts, { provider: id, credentialId, timeoutMs }: AccountTask): Promise<OpenAccount> {
  const route = routeOf(catalog, new Map(providers.map((provider) => [provider.id, provider])), id);
  const { batches } = route.provider;
  if (batches === undefined) {
    const speaking = providers.flatMap((provider) => (provider.batches === undefined ? [] : [provider.id]));
    throw new AppError(Reason.FEATURE_NOT_BUILT, `Provider ${id} is of type ${route.provider.id}, whose batches this adapter does not speak.`, { field: 'provider', nextStep: `Use one of type ${speaking.join(', ')}, or send the items one by one.` });
  }
  const secret = await secretOf(route, credentials, { credentialId, purpose: 'batches' });
  const spoken = new SpokenSecrets();
  const redact = (text: string): string => spoken.redact(text);
  const warnings = new Set<string>();
  const account = accountOf(route, { secret, remember: (value) => spoken.remember(value), openFetch });
  const { fetch, baseUrl } = openFetch({ baseUrl: route.baseUrl, allowsPrivate: route.row.allowPrivate, answerBytesMax: batchAnswersBytesMax });
  return {
    provider: route.provider,
    batches,
    context: { ...account, baseUrl, fetch: dropping(fetch, () => (secret === undefined ? undefined : credentials.refused(secret))), timeoutMs, warn: (sentence) => void warnings.add(redact(sentence)) },
    get warnings() {
      return [...warnings];
    },
    redact,
    toCaller: (error) => appErrorOf(id, error, redact),
  };
}

/** A key that the vendor refused is dropped, as by every call: the next use asks for a newer one. */
function dropping(fetch: typeof globalThis.fetch, drop: () => void): typeof globalThis.fetch {
  return async (...request) => {
    const response = await fetch(...request);
    if (response.status === 401) drop();
    return response;
  };
}

/** The same for tasks that end in no report: what the row or its key is to blame for is the caller's error. Throws AppError. */
export async function openAccountForCaller(accounts: Accounts, task: AccountTask): Promise<OpenAccount> {
  try {
    return await openAccount(accounts, task);
  } catch (error) {
    // No key was spoken yet, so there is none to take out.
    throw appErrorOf(task.provider, error, (text) => text);
  }
}
