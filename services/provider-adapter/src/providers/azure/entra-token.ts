// Tokens of an app by its client secret, kept until shortly before they end:
// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { tokenFetchMs } from '../../limits.js';
import { isObject, parseJson, textAt, TokenCache, type FreshToken } from '../../toolkit/index.js';

export interface EntraApp {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly options: Readonly<Record<string, string>>;
  fetchAt(url: string): typeof globalThis.fetch;
}

const defaults = { authority: 'https://login.microsoftonline.com', scope: 'https://cognitiveservices.azure.com/.default' };
const tokens = new TokenCache();

/** Rejects with a VendorFailure of class CREDENTIAL when Entra refuses, OVERLOADED when it is down, NETWORK when it cannot be reached. */
export function entraToken(app: EntraApp, nowMs: number = Date.now()): Promise<string> {
  return tokens.of(nameOf(app), () => ask(app), nowMs);
}

/** The token of this app was refused; the next call asks anew. */
export function forgetToken(app: Omit<EntraApp, 'fetchAt'>): void {
  tokens.forget(nameOf(app));
}

function nameOf({ tenantId, clientId, clientSecret, options }: Omit<EntraApp, 'fetchAt'>): string {
  return JSON.stringify([tenantId, clientId, clientSecret, options['authority'], options['scope']]);
}

async function ask({ tenantId, clientId, clientSecret, options, fetchAt }: EntraApp): Promise<FreshToken> {
  const authority = (options['authority'] || defaults.authority).replace(/\/+$/, '');
  const url = `${authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: options['scope'] || defaults.scope });
  const { status, text } = await fetchAt(authority)(url, { method: 'POST', body, signal: AbortSignal.timeout(tokenFetchMs) }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    (error: unknown) => {
      throw error instanceof VendorFailure ? error : new VendorFailure({ origin: 'network', errorClass: ErrorClass.NETWORK, message: 'Entra could not be asked for a token.' }, error);
    },
  );
  const answer = parseJson(text);
  const token = isObject(answer) ? textAt(answer, 'access_token') : undefined;
  const seconds = isObject(answer) ? Number(answer['expires_in']) : Number.NaN;
  if (status === 200 && token !== undefined && seconds > 0) return { token, lifeMs: seconds * 1_000 };
  // Entra's sentences repeat ids of the tenant; its code says enough.
  const code = (isObject(answer) ? textAt(answer, 'error') : undefined) ?? `status ${status}`;
  if (status >= 500 || status === 429) throw new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.OVERLOADED, message: `Entra gave no token (${code.slice(0, 64)}).` });
  throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: `Entra refused a token (${code.slice(0, 64)}).`, vendorCode: code });
}
