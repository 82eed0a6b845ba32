// How OpenAI is tested: the sandbox's dialect of the same name, and the official SDK as the oracle.
import { responsesConformance } from './responses/conformance.js';
import type { ProviderConformance } from '../../testing/conformance.js';
import { openAiBatchOracle, openAiOracle, openAiSdk } from '../../testing/openai-oracle.js';

export const conformance: ProviderConformance = {
  models: { chat: 'gpt-4.1-mini', embedding: 'text-embedding-3-small', image: 'gpt-image-1', reasoning: 'gpt-5-mini' },
  thoughts: { areHidden: true },
  filtered: 'content_filter',
  quotaStatus: 429,
  oracle: openAiOracle,
  sdk: openAiSdk,
  batchOracle: openAiBatchOracle,
  variants: { 'openai-responses': responsesConformance },
};
