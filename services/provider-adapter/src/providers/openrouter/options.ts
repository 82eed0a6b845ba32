// What a row may say: https://openrouter.ai/docs/features/provider-routing
import type { ProviderField } from '../../adapter/provider.js';

export const openRouterOptions: readonly ProviderField[] = [
  { name: 'provider_order', description: 'Vendors to try first, in this order, with commas between them.', example: 'anthropic,amazon-bedrock' },
  { name: 'provider_only', description: 'The only vendors that may serve.', example: 'openai,azure' },
  { name: 'provider_ignore', description: 'Vendors that may not serve.', example: 'deepinfra' },
  { name: 'provider_sort', description: 'By what vendors are preferred.', values: ['price', 'throughput', 'latency'], example: 'price' },
  { name: 'allow_fallbacks', description: 'Whether others may serve when the first cannot.', values: ['yes', 'no'], example: 'no' },
  { name: 'require_parameters', description: 'Only vendors that take every parameter of the call.', values: ['yes', 'no'], example: 'yes' },
  { name: 'data_collection', description: 'Whether vendors that keep prompts may serve.', values: ['allow', 'deny'], example: 'deny' },
  { name: 'zero_data_retention', description: 'Only endpoints that keep nothing.', values: ['yes', 'no'], example: 'yes' },
  { name: 'site_url', description: 'Named as the caller in its rankings.', example: 'https://example.com' },
  { name: 'site_name', description: 'Shown as the caller in its rankings.', example: 'Acme' },
];
