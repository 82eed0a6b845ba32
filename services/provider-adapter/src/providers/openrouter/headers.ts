// Who pays, and who is named in its rankings: https://openrouter.ai/docs/app-attribution
import type { ProviderAccount } from '../../adapter/provider.js';
import { bearer } from '../../toolkit/index.js';

export function accountHeaders(account: ProviderAccount): Record<string, string> {
  const { site_url: url, site_name: name } = account.options;
  return { ...bearer(account), ...(url ? { 'http-referer': url } : {}), ...(name ? { 'x-title': name } : {}) };
}
