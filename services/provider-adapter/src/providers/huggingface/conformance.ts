// How Hugging Face is tested: the sandbox's dialect of the same name, and its own SDK as the oracle.
import type { ProviderConformance } from '../../testing/conformance.js';
import { askHuggingFace, callHuggingFace, lookByHuggingFace } from './sdk.js';

export const conformance: ProviderConformance = {
  models: { chat: 'openai/gpt-oss-20b', embedding: 'BAAI/bge-small-en-v1.5', image: 'black-forest-labs/FLUX.1-schnell', analysis: 'google/vit-base-patch16-224' },
  picturesMax: 1,
  filtered: 'content_filter',
  quotaStatus: 402,
  oracle: askHuggingFace,
  look: lookByHuggingFace,
  sdk: callHuggingFace,
};
