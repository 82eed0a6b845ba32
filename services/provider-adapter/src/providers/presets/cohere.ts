// Cohere, by its compatibility API: OpenAI's words for the chat and the vectors of its own API.
import type { Preset } from '../../toolkit/index.js';

export const cohere: Preset = {
  id: 'cohere',
  displayName: 'Cohere',
  baseUrl: 'https://api.cohere.ai/compatibility/v1',
  documentation: 'https://docs.cohere.com/docs/compatibility-api',
  readOn: '2026-11-21',
  keyVariable: 'COHERE_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    lacks: ['user', 'parallel_tool_calls', 'service_tier', 'logit_bias', 'top_logprobs'],
    errors: { 402: 'quota' },
    embeddings: { lacks: ['dimensions', 'user'] },
  },
  offers: {
    'https://docs.cohere.com/docs/compatibility-api': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe', 'tools', 'parallel_tools', 'streamed_tools', 'structured_output', 'reasoning', 'embeddings'],
    'https://docs.cohere.com/reference/errors': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.cohere.com/docs/image-inputs': ['vision'],
    'https://docs.cohere.com/reference/about': ['documents', 'audio_input', 'image_generation', 'image_analysis'],
    'https://docs.cohere.com/reference/list-models': ['models'],
  },
  notes: ['This is its compatibility API: documents with citations, rerank and the list of models are of its own API alone.'],
  quotaStatus: 402,
  thoughts: { areHidden: true },
};
