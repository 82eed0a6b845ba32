// Where an attempt goes: the catalog's row, the provider's folder, and the key.
import type { Provider as ProviderRow } from '@switchyard/proto/catalog/v1/provider';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AppError, Reason } from '@switchyard/common/errors';
import type { Provider, ProviderAccount } from '../adapter/provider.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import type { CatalogReader, CredentialPurpose, CredentialReader, OpenFetch, Secret } from './ports.js';

export interface Route {
  readonly row: ProviderRow;
  readonly provider: Provider;
  readonly baseUrl: string;
}

/** Throws UNKNOWN_PROVIDER. */
export function routeOf(catalog: CatalogReader, providers: ReadonlyMap<string, Provider>, id: string): Route {
  const row = catalog.provider(id);
  if (row === undefined) throw new AppError(Reason.UNKNOWN_PROVIDER, `There is no provider ${id} in the catalog.`, { field: 'provider' });
  const provider = providers.get(row.type);
  if (provider === undefined) {
    throw new AppError(Reason.UNKNOWN_PROVIDER, `Provider ${id} is of type ${row.type}, which this adapter does not know.`, { nextStep: `Use one of ${[...providers.keys()].join(', ')}.` });
  }
  return { row, provider, baseUrl: row.baseUrl || (provider.baseUrlFor?.(row.options) ?? provider.defaultBaseUrl) };
}

/** undefined for a local server that needs none. Throws VendorFailure of class CREDENTIAL, or SECRET_UNAVAILABLE. */
export async function secretOf(route: Route, credentials: CredentialReader, { credentialId, purpose }: { credentialId: string; purpose: CredentialPurpose }): Promise<Secret | undefined> {
  const { fields } = route.provider.credential;
  if (credentialId === '') {
    if (fields.length === 0) return undefined;
    throw noKey(`Provider ${route.row.id} needs a credential with ${fields.join(', ')}, and none was named.`);
  }
  const secret = await credentials.use(credentialId, purpose);
  const lacking = fields.filter((field) => !secret.field(field));
  if (lacking.length > 0) throw noKey(`Credential ${credentialId} has no ${lacking.join(', ')}.`);
  return secret;
}

/** `remember` is told of every secret on its way out: each field of the credential, and what a provider had for it. */
export function accountOf({ row, baseUrl }: Route, { secret, remember, openFetch }: AccountNeeds): ProviderAccount {
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    allowsPrivate: row.allowPrivate,
    options: row.options,
    organization: row.organization,
    project: row.project,
    secret: (field) => {
      const value = secret?.field(field);
      return value === undefined ? undefined : remember(value);
    },
    remember,
    fetchAt: (url) => openFetch({ baseUrl: url, allowsPrivate: row.allowPrivate && isSameHost(url, baseUrl) }).fetch,
  };
}

interface AccountNeeds {
  readonly secret: Secret | undefined;
  readonly remember: ProviderAccount['remember'];
  readonly openFetch: OpenFetch;
}

/** What the operator's file opened is one host. Addresses in options and credentials come from others too, and open nothing. */
function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).hostname === new URL(other).hostname;
}

function noKey(message: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message });
}
