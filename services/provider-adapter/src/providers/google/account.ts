// Who calls: a key for the Gemini API, a token for Vertex AI.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ProviderAccount } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { tokenOf } from '../../toolkit/index.js';
import { isVertex } from './endpoint.js';

type Caller = Pick<ProviderAccount, 'options' | 'secret' | 'remember' | 'fetchAt'>;

/** Throws VendorFailure of class CREDENTIAL when there is nothing to call with. */
export async function accountHeaders(account: Caller): Promise<Record<string, string>> {
  const key = account.secret('api_key') ?? '';
  if (!isVertex(account)) {
    if (key === '') throw noKey('The Gemini API needs a credential with api_key; for Vertex AI set options.location.');
    return { 'x-goog-api-key': key };
  }
  const keyFile = account.secret('service_account_json') ?? '';
  if (keyFile !== '') return { authorization: `Bearer ${await tokenOf(keyFile, account)}` };
  const token = account.secret('access_token') ?? '';
  if (token !== '') return { authorization: `Bearer ${token}` };
  if (key === '') throw noKey('Vertex AI needs a credential with service_account_json, access_token or api_key.');
  return { 'x-goog-api-key': key };
}

function noKey(message: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message });
}
