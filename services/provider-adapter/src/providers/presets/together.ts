// Together: finish reason eos, cached tokens in a place of their own, and a model list that is a bare list.
import type { Preset } from '../../toolkit/index.js';

export const together: Preset = {
  id: 'together',
  displayName: 'Together AI',
  baseUrl: 'https://api.together.xyz/v1',
  documentation: 'https://docs.together.ai/docs/openai-api-compatibility',
  readOn: '2026-11-21',
  keyVariable: 'TOGETHER_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    lacks: ['service_tier', 'parallel_tool_calls'],
    finishReasons: { eos: 'stop' },
    meters: { cached_tokens: 'cached_input' },
    errors: { 402: 'quota' },
    embeddings: { lacks: ['dimensions'], isNumbersOnly: true },
  },
  offers: {
    'https://docs.together.ai/reference/chat-completions-1': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe'],
    'https://docs.together.ai/docs/function-calling': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://docs.together.ai/docs/vision-overview': ['vision'],
    'https://docs.together.ai/docs/json-mode': ['structured_output'],
    'https://docs.together.ai/docs/reasoning-models-guide': ['reasoning'],
    'https://docs.together.ai/reference/embeddings-2': ['embeddings'],
    'https://docs.together.ai/reference/models-1': ['models'],
    'https://docs.together.ai/docs/error-codes': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.together.ai/docs/openai-api-compatibility': ['documents', 'audio_input', 'image_analysis'],
    'https://docs.together.ai/docs/images-overview': ['image_generation'],
  },
  notes: ['Its pictures are asked for by width, height and steps, which this dialect does not say.'],
  quotaStatus: 402,
  thoughts: { areUncounted: true },
};
