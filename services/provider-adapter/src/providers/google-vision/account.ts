// Who calls: https://cloud.google.com/vision/docs/authentication
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { ProviderAccount } from '../../adapter/provider.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { tokenOf } from '../../toolkit/index.js';

/** Throws VendorFailure of class CREDENTIAL when there is nothing to call with. */
export async function accountHeaders(account: Pick<ProviderAccount, 'options' | 'secret' | 'remember' | 'fetchAt'>): Promise<Record<string, string>> {
  const project = account.options['project'] ?? '';
  return { ...(await keyHeaders(account)), ...(project === '' ? {} : { 'x-goog-user-project': project }) };
}

async function keyHeaders(account: Pick<ProviderAccount, 'secret' | 'remember' | 'fetchAt'>): Promise<Record<string, string>> {
  const [key = '', keyFile = '', token = ''] = ['api_key', 'service_account_json', 'access_token'].map((field) => account.secret(field));
  if (keyFile !== '') return { authorization: `Bearer ${await tokenOf(keyFile, account)}` };
  if (token !== '') return { authorization: `Bearer ${token}` };
  if (key !== '') return { 'x-goog-api-key': key };
  throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: 'Cloud Vision needs a credential with api_key, service_account_json or access_token.' });
}
