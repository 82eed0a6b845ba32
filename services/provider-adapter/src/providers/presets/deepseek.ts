// DeepSeek: the prompt cache is counted in two halves, and an empty balance is a 402.
import type { Preset } from '../../toolkit/index.js';

export const deepseek: Preset = {
  id: 'deepseek',
  displayName: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com/v1',
  documentation: 'https://api-docs.deepseek.com/api/create-chat-completion',
  readOn: '2026-11-21',
  keyVariable: 'DEEPSEEK_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    lacks: ['seed', 'user', 'parallel_tool_calls', 'service_tier'],
    reasoningLacks: ['temperature', 'top_p', 'frequency_penalty', 'presence_penalty'],
    finishReasons: { insufficient_system_resource: 'error' },
    meters: { prompt_cache_hit_tokens: 'cached_input' },
    errors: { 402: 'quota' },
  },
  offers: {
    'https://api-docs.deepseek.com/api/create-chat-completion': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe'],
    'https://api-docs.deepseek.com/guides/function_calling': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://api-docs.deepseek.com/guides/reasoning_model': ['reasoning'],
    'https://api-docs.deepseek.com/api/list-models': ['models'],
    'https://api-docs.deepseek.com/quick_start/error_codes': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://api-docs.deepseek.com/guides/json_mode': ['structured_output'],
    'https://api-docs.deepseek.com/api/create-chat-completion': ['vision', 'documents', 'audio_input', 'embeddings', 'image_generation', 'image_analysis'],
  },
  notes: ['JSON is to be had as json_object alone; a schema is refused here.'],
  quotaStatus: 402,
};
