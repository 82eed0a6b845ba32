// Who calls, and by which version of the API: https://docs.claude.com/en/api/versioning
import type { ProviderAccount } from '../../adapter/provider.js';

export const anthropicVersion = '2023-06-01';

export function accountHeaders(account: ProviderAccount): Record<string, string> {
  const beta = account.options['beta'];
  return { 'x-api-key': account.secret('api_key') ?? '', 'anthropic-version': anthropicVersion, ...(beta === undefined ? {} : { 'anthropic-beta': beta }) };
}
