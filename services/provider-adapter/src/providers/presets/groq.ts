// Groq: names beside roles are refused, streams repeat the usage under x_groq, and a spent limit is a 400.
import type { Preset } from '../../toolkit/index.js';

export const groq: Preset = {
  id: 'groq',
  displayName: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  documentation: 'https://console.groq.com/docs/openai',
  readOn: '2026-11-21',
  keyVariable: 'GROQ_API_KEY',
  cancelStopsBilling: 'no',
  differs: {
    capField: 'max_completion_tokens',
    lacks: ['frequency_penalty', 'presence_penalty', 'logprobs', 'top_logprobs', 'logit_bias'],
    hasNoNames: true,
    usageAt: 'x_groq.usage',
    errors: { blocked_api_access: 'quota', capacity_exceeded: 'overloaded', 498: 'overloaded' },
  },
  offers: {
    'https://console.groq.com/docs/api-reference': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe', 'models'],
    'https://console.groq.com/docs/tool-use': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://console.groq.com/docs/vision': ['vision'],
    'https://console.groq.com/docs/structured-outputs': ['structured_output'],
    'https://console.groq.com/docs/reasoning': ['reasoning'],
    'https://console.groq.com/docs/errors': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://console.groq.com/docs/openai': ['documents', 'audio_input', 'embeddings', 'image_generation', 'image_analysis'],
  },
  quotaStatus: 400,
};
