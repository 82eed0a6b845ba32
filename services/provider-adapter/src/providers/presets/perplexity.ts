// Perplexity: searches and citations are counted beside the tokens, and it states its own cost.
import type { Preset } from '../../toolkit/index.js';

export const perplexity: Preset = {
  id: 'perplexity',
  displayName: 'Perplexity',
  baseUrl: 'https://api.perplexity.ai',
  documentation: 'https://docs.perplexity.ai/docs/sonar/openai-compatibility',
  readOn: '2026-11-21',
  keyVariable: 'PERPLEXITY_API_KEY',
  cancelStopsBilling: 'no',
  differs: {
    lacks: ['stop', 'seed', 'user', 'parallel_tool_calls', 'service_tier', 'logit_bias', 'logprobs', 'top_logprobs'],
    tellsUsageUnasked: true,
    beside: { reasoning: 'apart' },
    meters: { num_search_queries: 'web_searches', citation_tokens: 'citation', reasoning_tokens: 'reasoning' },
    charge: { field: 'total_cost', beside: 'output_tokens_cost' },
  },
  offers: {
    'https://docs.perplexity.ai/api-reference/chat-completions-post': ['text', 'multi_turn', 'system', 'streaming', 'max_tokens', 'usage', 'probe'],
    'https://docs.perplexity.ai/docs/sonar/features#image-attachments': ['vision'],
    'https://docs.perplexity.ai/docs/sonar/features#structured-outputs': ['structured_output'],
    'https://docs.perplexity.ai/docs/sonar/models': ['reasoning'],
    'https://docs.perplexity.ai/docs/resources/error-codes': ['rate_limit', 'quota', 'overloaded', 'credential', 'caller_fault', 'context_length', 'content_filter', 'model_not_found'],
  },
  lacks: {
    'https://docs.perplexity.ai/docs/sonar/openai-compatibility': ['tools', 'parallel_tools', 'streamed_tools', 'stop', 'models'],
    'https://docs.perplexity.ai/docs/sonar/features': ['documents', 'audio_input', 'embeddings', 'image_generation', 'image_analysis'],
  },
  notes: ['Searches and the tokens of citations are meters of their own (web_searches, citation) and need prices in the catalog; what it says that a call cost is what is booked, and our price for the same counts stands beside it.', 'Reasoning of sonar-deep-research is counted beside the answer, not inside it.', 'Citations are not handed on yet.'],
  quotaStatus: 401,
  thoughts: { areHidden: true },
};
