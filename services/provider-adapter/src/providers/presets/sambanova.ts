// SambaNova: close to OpenAI; speeds stand in the usage block and count nothing.
import type { Preset } from '../../toolkit/index.js';

export const sambanova: Preset = {
  id: 'sambanova',
  displayName: 'SambaNova',
  baseUrl: 'https://api.sambanova.ai/v1',
  documentation: 'https://docs.sambanova.ai/docs/en/features/openai-compatibility',
  readOn: '2026-11-21',
  keyVariable: 'SAMBANOVA_API_KEY',
  cancelStopsBilling: 'no',
  differs: {
    lacks: ['frequency_penalty', 'presence_penalty', 'logit_bias', 'service_tier'],
    errors: { 402: 'quota' },
  },
  offers: {
    'https://docs.sambanova.ai/docs/en/features/openai-compatibility': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe'],
    'https://docs.sambanova.ai/docs/en/features/function-calling': ['tools', 'parallel_tools', 'streamed_tools', 'structured_output'],
    'https://docs.sambanova.ai/docs/en/features/vision': ['vision'],
    'https://docs.sambanova.ai/docs/en/features/reasoning': ['reasoning'],
    'https://docs.sambanova.ai/docs/en/features/embeddings': ['embeddings'],
    'https://docs.sambanova.ai/docs/en/api-reference/endpoints/model-list': ['models'],
    'https://docs.sambanova.ai/docs/en/api-reference/using-the-api/api-error-codes': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.sambanova.ai/docs/en/features/text-generation': ['documents', 'image_generation', 'image_analysis'],
    'https://docs.sambanova.ai/docs/en/features/audio': ['audio_input'],
  },
  quotaStatus: 402,
};
