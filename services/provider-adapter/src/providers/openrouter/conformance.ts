// How OpenRouter is tested: the sandbox's flavour of the same name, and the openai SDK as the oracle.
import type { ProviderConformance } from '../../testing/conformance.js';
import { openAiOracle, openAiSdk } from '../../testing/openai-oracle.js';

export const conformance: ProviderConformance = {
  models: { chat: 'openai/gpt-4.1-mini', embedding: 'openai/text-embedding-3-small' },
  options: { provider_sort: 'price', data_collection: 'deny' },
  filtered: 'content_filter',
  quotaStatus: 402,
  oracle: openAiOracle,
  sdk: (call) => openAiSdk({ ...call, address: `${call.address}/api` }),
};
