// How Hugging Face is tested: the sandbox's dialect of the same name, and the openai SDK as the oracle of the chat, which
// is what its own pages use.
import type { ProviderConformance } from '../../testing/conformance.js';
import { openAiOracle } from '../../testing/openai-oracle.js';

export const conformance: ProviderConformance = {
  models: { chat: 'openai/gpt-oss-20b', embedding: 'BAAI/bge-small-en-v1.5', image: 'black-forest-labs/FLUX.1-schnell', analysis: 'google/vit-base-patch16-224' },
  picturesMax: 1,
  filtered: 'content_filter',
  quotaStatus: 402,
  oracle: (question) => openAiOracle({ ...question, baseUrl: `${question.baseUrl}/v1` }),
};
