// xAI: reasoning models refuse penalties and stop sequences; sources of a live search are counted beside the tokens.
import type { Preset } from '../../toolkit/index.js';

export const xai: Preset = {
  id: 'xai',
  displayName: 'xAI',
  baseUrl: 'https://api.x.ai/v1',
  documentation: 'https://docs.x.ai/docs/api-reference',
  readOn: '2026-11-21',
  keyVariable: 'XAI_API_KEY',
  cancelStopsBilling: 'unknown',
  differs: {
    capField: 'max_completion_tokens',
    reasoningLacks: ['presence_penalty', 'frequency_penalty', 'stop'],
    beside: { reasoning: 'in_total' },
    meters: { num_sources_used: 'search_sources' },
  },
  offers: {
    'https://docs.x.ai/docs/api-reference': ['text', 'multi_turn', 'system', 'streaming', 'stop', 'max_tokens', 'usage', 'probe', 'models'],
    'https://docs.x.ai/docs/guides/function-calling': ['tools', 'parallel_tools', 'streamed_tools'],
    'https://docs.x.ai/docs/guides/image-understanding': ['vision'],
    'https://docs.x.ai/docs/guides/structured-outputs': ['structured_output'],
    'https://docs.x.ai/docs/guides/reasoning': ['reasoning'],
    'https://docs.x.ai/docs/key-information/debugging': ['rate_limit', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.x.ai/docs/guides/files': ['documents'],
    'https://docs.x.ai/docs/api-reference': ['audio_input', 'embeddings', 'image_analysis'],
    'https://docs.x.ai/docs/guides/image-generations': ['image_generation'],
    'https://docs.x.ai/docs/key-information/debugging': ['quota'],
  },
  notes: ['Spent credits and a rate limit come as the same 429, so they are not told apart.', 'Pictures by grok-2-image are not spoken here.'],
};
