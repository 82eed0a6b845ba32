// Local servers take no key; Ollama's cloud and proxies in front of it do: https://github.com/ollama/ollama/blob/main/docs/cloud.md
import type { ProviderAccount } from '../../adapter/provider.js';

export function accountHeaders(account: ProviderAccount): Record<string, string> {
  const key = account.secret('api_key');
  return key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` };
}
