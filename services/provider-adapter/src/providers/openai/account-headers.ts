// Who pays at OpenAI: https://platform.openai.com/docs/api-reference/authentication
import type { ProviderAccount } from '../../adapter/provider.js';

export function accountHeaders(account: ProviderAccount): Record<string, string> {
  const key = account.secret('api_key');
  return {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(account.organization === '' ? {} : { 'openai-organization': account.organization }),
    ...(account.project === '' ? {} : { 'openai-project': account.project }),
  };
}
