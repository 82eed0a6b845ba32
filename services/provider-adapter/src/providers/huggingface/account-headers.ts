// Who pays: https://huggingface.co/docs/inference-providers/pricing#organization-billing
import type { ProviderAccount } from '../../adapter/provider.js';
import { bearer } from '../../toolkit/index.js';

export function accountHeaders(account: ProviderAccount): Record<string, string> {
  const payer = account.options['bill_to'];
  return { ...bearer(account), ...(payer ? { 'x-hf-bill-to': payer } : {}) };
}
