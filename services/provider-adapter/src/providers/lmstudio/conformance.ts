// How LM Studio is tested: the sandbox's flavour of the same name, and the openai SDK as the oracle.
import type { ProviderConformance } from '../../testing/conformance.js';
import { openAiOracle } from '../../testing/openai-oracle.js';

export const conformance: ProviderConformance = {
  models: { chat: 'gpt-4.1-mini', embedding: 'text-embedding-3-small' },
  filtered: 'content_filter',
  oracle: openAiOracle,
};
