// How vLLM is tested: the sandbox's flavour of the same name, asked for usage on every chunk, and the openai SDK.
import type { ProviderConformance } from '../../testing/conformance.js';
import { openAiOracle } from '../../testing/openai-oracle.js';

export const conformance: ProviderConformance = {
  models: { chat: 'gpt-4.1-mini', embedding: 'text-embedding-3-small' },
  options: { continuous_usage: 'yes' },
  filtered: 'content_filter',
  oracle: openAiOracle,
};
