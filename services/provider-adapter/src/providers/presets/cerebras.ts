// Cerebras: no penalties, and errors without a frame around them.
import type { Preset } from '../../toolkit/index.js';

export const cerebras: Preset = {
  id: 'cerebras',
  displayName: 'Cerebras',
  baseUrl: 'https://api.cerebras.ai/v1',
  documentation: 'https://inference-docs.cerebras.ai/resources/openai',
  readOn: '2026-11-21',
  keyVariable: 'CEREBRAS_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    capField: 'max_completion_tokens',
    lacks: ['frequency_penalty', 'presence_penalty', 'logit_bias', 'parallel_tool_calls', 'service_tier'],
    errors: { wrong_api_key: 'credential', request_quota_exceeded: 'rate_limited', token_quota_exceeded: 'rate_limited', queue_exceeded: 'overloaded', 402: 'quota' },
  },
  offers: {
    'https://inference-docs.cerebras.ai/api-reference/chat-completions': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe'],
    'https://inference-docs.cerebras.ai/capabilities/tool-use': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://inference-docs.cerebras.ai/capabilities/structured-outputs': ['structured_output'],
    'https://inference-docs.cerebras.ai/capabilities/reasoning': ['reasoning'],
    'https://inference-docs.cerebras.ai/api-reference/models': ['models'],
    'https://inference-docs.cerebras.ai/support/error': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://inference-docs.cerebras.ai/resources/openai': ['vision', 'documents', 'audio_input', 'embeddings', 'image_generation', 'image_analysis'],
  },
  quotaStatus: 402,
};
