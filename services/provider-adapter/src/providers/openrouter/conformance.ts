// How OpenRouter is tested: the sandbox's flavour of the same name, and its own SDK as the oracle.
import type { ProviderConformance } from '../../testing/conformance.js';
import { askOpenRouter, callOpenRouter } from './sdk.js';

export const conformance: ProviderConformance = {
  models: { chat: 'openai/gpt-4.1-mini', embedding: 'openai/text-embedding-3-small' },
  options: { provider_sort: 'price', data_collection: 'deny' },
  filtered: 'content_filter',
  quotaStatus: 402,
  oracle: askOpenRouter,
  sdk: callOpenRouter,
};
