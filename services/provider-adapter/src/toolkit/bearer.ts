// The commonest way to say who pays.
import type { ProviderAccount } from '../adapter/provider.js';

/** The field api_key as a bearer token (RFC 6750); nothing where there is none. */
export function bearer(account: ProviderAccount): Record<string, string> {
  const key = account.secret('api_key');
  return key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` };
}
