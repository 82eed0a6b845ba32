// NVIDIA: errors are problem details, and embeddings want to know what they are for.
import type { Preset } from '../../toolkit/index.js';

export const nvidia: Preset = {
  id: 'nvidia',
  displayName: 'NVIDIA NIM',
  baseUrl: 'https://integrate.api.nvidia.com/v1',
  documentation: 'https://docs.nvidia.com/nim/large-language-models/latest/reference/api-reference.html',
  readOn: '2026-11-21',
  keyVariable: 'NVIDIA_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    errors: { 402: 'quota' },
    embeddings: { defaults: { input_type: 'passage' }, lacks: ['user'] },
  },
  offers: {
    'https://docs.nvidia.com/nim/large-language-models/latest/reference/api-reference.html': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe', 'models'],
    'https://docs.nvidia.com/nim/large-language-models/latest/function-calling.html': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://docs.nvidia.com/nim/vision-language-models/latest/api-reference.html': ['vision'],
    'https://docs.nvidia.com/nim/large-language-models/latest/structured-generation.html': ['structured_output'],
    'https://docs.nvidia.com/nim/large-language-models/latest/thinking-budget-control.html': ['reasoning'],
    'https://docs.nvidia.com/nim/nemo-retriever/text-embedding/latest/reference.html': ['embeddings'],
    'https://docs.api.nvidia.com/nim/reference/llm-apis': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.nvidia.com/nim/large-language-models/latest/introduction.html': ['documents', 'audio_input', 'image_generation', 'image_analysis'],
  },
  notes: ['Retrieval models need input_type: it is passage here; a model\'s row says query in its own fields for the model that embeds questions.'],
  quotaStatus: 402,
};
