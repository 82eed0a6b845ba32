// Who pays: a key of the resource, a token that somebody else got, or one of an app that is got here.
// https://learn.microsoft.com/azure/ai-foundry/openai/reference#authentication
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ProviderAccount } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { entraToken } from './entra-token.js';

/** Throws VendorFailure of class CREDENTIAL when the credential has none of the three. */
export async function accountHeaders(account: ProviderAccount): Promise<Record<string, string>> {
  const key = account.secret('api_key');
  if (key) return { 'api-key': key };
  const ready = account.secret('entra_token');
  if (ready) return { authorization: `Bearer ${ready}` };
  const [tenantId, clientId, clientSecret] = [account.secret('tenant_id'), account.secret('client_id'), account.secret('client_secret')];
  if (tenantId && clientId && clientSecret) return { authorization: `Bearer ${account.remember(await entraToken({ tenantId, clientId, clientSecret, options: account.options, fetchAt: (url) => account.fetchAt(url) }))}` };
  throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: 'Azure needs a credential with api_key, with entra_token, or with tenant_id, client_id and client_secret.' });
}
