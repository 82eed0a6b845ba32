// Who pays: a key of the resource, a token that somebody else got, or one of an app that is got here.
// https://learn.microsoft.com/azure/ai-foundry/openai/reference#authentication
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ProviderAccount } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { entraToken, forgetToken, type EntraApp } from './entra-token.js';

/** Throws VendorFailure of class CREDENTIAL when the credential has none of the three. */
export async function accountHeaders(account: ProviderAccount): Promise<Record<string, string>> {
  const key = account.secret('api_key');
  if (key) return { 'api-key': key };
  const ready = account.secret('entra_token');
  if (ready) return { authorization: `Bearer ${ready}` };
  const app = appOf(account);
  if (app !== undefined) return { authorization: `Bearer ${account.remember(await entraToken({ ...app, fetchAt: (url) => account.fetchAt(url) }))}` };
  throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: 'Azure needs a credential with api_key, with entra_token, or with tenant_id, client_id and client_secret.' });
}

/** After a refusal of what these headers said: a token is not shown again. Tokens of other apps stay. */
export function forgetAccount(account: Pick<ProviderAccount, 'options' | 'secret'>): void {
  const app = appOf(account);
  if (app !== undefined) forgetToken(app);
}

function appOf(account: Pick<ProviderAccount, 'options' | 'secret'>): Omit<EntraApp, 'fetchAt'> | undefined {
  const [tenantId, clientId, clientSecret] = [account.secret('tenant_id'), account.secret('client_id'), account.secret('client_secret')];
  return tenantId && clientId && clientSecret ? { tenantId, clientId, clientSecret, options: account.options } : undefined;
}
