// Fireworks: told to refuse what does not fit into the window, which it would otherwise cut in silence.
import type { Preset } from '../../toolkit/index.js';

export const fireworks: Preset = {
  id: 'fireworks',
  displayName: 'Fireworks AI',
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  documentation: 'https://docs.fireworks.ai/tools-sdks/openai-compatibility',
  readOn: '2026-11-21',
  keyVariable: 'FIREWORKS_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    defaults: { context_length_exceeded_behavior: 'error' },
    errors: { PRECONDITION_FAILED: 'quota', 412: 'quota' },
  },
  offers: {
    'https://docs.fireworks.ai/api-reference/post-chatcompletions': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe'],
    'https://docs.fireworks.ai/guides/function-calling': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://docs.fireworks.ai/guides/querying-vision-language-models': ['vision'],
    'https://docs.fireworks.ai/structured-responses/structured-response-formatting': ['structured_output'],
    'https://docs.fireworks.ai/guides/reasoning': ['reasoning'],
    'https://docs.fireworks.ai/guides/querying-embeddings-models': ['embeddings'],
    'https://docs.fireworks.ai/tools-sdks/openai-compatibility': ['models'],
    'https://docs.fireworks.ai/guides/inference-error-codes': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.fireworks.ai/guides/querying-text-models': ['documents', 'audio_input', 'image_analysis'],
    'https://docs.fireworks.ai/api-reference/generate-a-new-image-from-a-text-prompt': ['image_generation'],
  },
  notes: ['It lowers max_tokens silently when prompt and cap exceed the window; here it is told to answer with an error instead.'],
  quotaStatus: 412,
};
