// Mistral: a renamed seed, strict bodies that refuse unknown fields, and usage that comes without being asked for.
import type { Preset } from '../../toolkit/index.js';

export const mistral: Preset = {
  id: 'mistral',
  displayName: 'Mistral AI',
  baseUrl: 'https://api.mistral.ai/v1',
  documentation: 'https://docs.mistral.ai/api/endpoint/chat',
  readOn: '2026-11-21',
  keyVariable: 'MISTRAL_API_KEY',
  cancelStopsBilling: 'no',
  differs: {
    renamed: { seed: 'random_seed' },
    lacks: ['user', 'service_tier'],
    hasNoNames: true,
    tellsUsageUnasked: true,
    finishReasons: { model_length: 'length', error: 'error' },
    meters: { num_cached_tokens: 'cached_input', prompt_audio_seconds: 'input_audio_seconds' },
    errors: { 402: 'quota' },
    embeddings: { renamed: { dimensions: 'output_dimension' }, lacks: ['user'] },
  },
  offers: {
    'https://docs.mistral.ai/api/endpoint/chat': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe'],
    'https://docs.mistral.ai/capabilities/function_calling': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://docs.mistral.ai/capabilities/vision': ['vision'],
    'https://docs.mistral.ai/capabilities/structured_output': ['structured_output'],
    'https://docs.mistral.ai/capabilities/reasoning': ['reasoning'],
    'https://docs.mistral.ai/api/endpoint/embeddings': ['embeddings'],
    'https://docs.mistral.ai/api/endpoint/models': ['models'],
    'https://docs.mistral.ai/api': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.mistral.ai/capabilities/document_ai': ['documents'],
    'https://docs.mistral.ai/capabilities/audio': ['audio_input'],
    'https://docs.mistral.ai/agents/connectors/image_generation': ['image_generation'],
    'https://docs.mistral.ai/capabilities/vision': ['image_analysis'],
  },
  notes: ['Documents and sound have parts of their own shape there and are refused here.'],
  quotaStatus: 402,
  thoughts: { areUncounted: true },
};
