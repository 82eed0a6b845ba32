// Vendors that speak OpenAI's dialect, each with what its own page says is otherwise (read 2026-11-21).

import { totalOutput } from '../../billing/usage.js';
import type { Usage } from '../../billing/usage.js';
import type { JsonObject } from '../../http/json.js';
import { bearerToken } from '../bearer.js';
import type { Flavour } from './flavour.js';
import { usdNumber } from './usage.js';

const extensions = ['user', 'service_tier', 'parallel_tool_calls'];

export const flavours: readonly Flavour[] = [
  {
    // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
    id: 'vllm',
    thoughts: 'reasoning',
    isKeyless: true,
    errors: { shape: 'numbered' },
    showModel: (model, shown) => ({ ...shown, owned_by: 'vllm', max_model_len: model.contextWindow }),
    paths: { images: false },
  },
  {
    // https://lmstudio.ai/docs/developer/openai-compat
    id: 'lmstudio',
    thoughts: 'reasoning_content',
    isKeyless: true,
    errors: { shape: 'sentence', tooLong: { status: 400, message: (limit) => `The number of tokens to keep from the initial prompt is greater than the context length (${limit}).` } },
    paths: { images: false },
  },
  {
    // https://learn.microsoft.com/azure/ai-foundry/openai/reference
    id: 'azure',
    basePath: '/openai',
    readKey: (headers) => (typeof headers['api-key'] === 'string' ? headers['api-key'] : bearerToken(headers)),
    extras: { prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false, severity: 'safe' } } }] },
    responseExtras: { content_filters: null },
    needs: { path: /^\/(?:deployments\/|responses$)/, parameter: 'api-version' },
    errors: { model: { status: 404, type: 'invalid_request_error', code: 'DeploymentNotFound' } },
    paths: {
      chat: /^(?:\/v1|\/deployments\/([^/]+))\/chat\/completions$/,
      responses: /^(?:\/v1)?\/responses$/,
      embeddings: /^(?:\/v1|\/deployments\/([^/]+))\/embeddings$/,
      images: /^(?:\/v1|\/deployments\/[^/]+)\/images\/generations$/,
      models: /^(?:\/v1)?\/models$/,
    },
  },
  {
    // https://openrouter.ai/docs/api-reference/overview
    id: 'openrouter',
    thoughts: 'reasoning',
    asksByObject: true,
    basePath: '/api/v1',
    canonicalModel: (name) => name.replace(/^openai\//, ''),
    usage: (usage, block, cost) => ({ ...block, cost: usdNumber(cost), is_byok: false, cost_details: { upstream_inference_cost: null, ...openRouterShares(usage, cost) } }),
    usageBesideChoice: true,
    extras: { provider: 'OpenAI' },
    errors: { shape: 'numbered', quota: { status: 402 } },
    streamErrorFinish: 'error',
    showModel: (model, shown) => ({
      ...shown, id: `openai/${model.id}`, name: `OpenAI: ${model.id}`, context_length: model.contextWindow, pricing: { prompt: '0.0000004', completion: '0.0000016', request: '0', input_cache_read: '0.0000001' },
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] }, supported_parameters: ['tools', 'max_tokens', 'structured_outputs'], top_provider: { context_length: model.contextWindow, max_completion_tokens: model.outputTokensMax, is_moderated: true },
    }),
    paths: { images: false },
  },
  {
    // https://docs.mistral.ai/api
    id: 'mistral',
    thoughts: 'content',
    refuses: ['seed', 'stream_options', 'max_completion_tokens', 'logit_bias', 'user', 'service_tier'],
    refusesNames: true,
    refusal: 422,
    embeddingsRefuse: ['dimensions', 'user'],
    usageOnFinish: true,
    usage: ({ cachedInput }, { prompt_tokens, completion_tokens, total_tokens }) => ({ prompt_tokens, completion_tokens, total_tokens, num_cached_tokens: cachedInput }),
    finishReasons: { length: 'model_length' },
    errors: { shape: 'flat', quota: { status: 402, type: 'payment_required', code: '1600' } },
    showModel: (model, shown) => ({ ...shown, max_context_length: model.contextWindow }),
    paths: { images: false },
  },
  {
    // https://console.groq.com/docs/openai
    id: 'groq',
    thoughts: 'reasoning',
    basePath: '/openai/v1',
    refuses: ['logprobs', 'logit_bias', 'top_logprobs', 'frequency_penalty', 'presence_penalty'],
    refusesNames: true,
    usageBeside: (usage) => ({ x_groq: { id: 'req_sandbox', usage } }),
    errors: { quota: { status: 400, type: 'invalid_request_error', code: 'blocked_api_access' } },
    showModel: (model, shown) => ({ ...shown, context_window: model.contextWindow, max_completion_tokens: model.outputTokensMax }),
    paths: { images: false, embeddings: false },
  },
  {
    // https://docs.together.ai/docs/openai-api-compatibility
    id: 'together',
    thoughts: 'reasoning',
    refuses: ['service_tier', 'parallel_tool_calls'],
    embeddingsRefuse: ['encoding_format', 'dimensions'],
    usage: ({ cachedInput }, { prompt_tokens, completion_tokens, total_tokens }) => ({ prompt_tokens, completion_tokens, total_tokens, cached_tokens: cachedInput }),
    finishReasons: { stop: 'eos' },
    errors: { quota: { status: 402, type: 'insufficient_funds', code: 'payment_required' } },
    showModel: (model, shown) => ({ ...shown, display_name: model.id, context_length: model.contextWindow }),
    listsBare: true,
    paths: { images: false },
  },
  {
    // https://docs.fireworks.ai/tools-sdks/openai-compatibility
    id: 'fireworks',
    thoughts: 'reasoning_content',
    basePath: '/inference/v1',
    usageOnFinish: true,
    errors: { quota: { status: 412, type: 'invalid_request_error', code: 'PRECONDITION_FAILED' } },
    showModel: (model, shown) => ({ ...shown, context_length: model.contextWindow }),
    paths: { images: false },
  },
  {
    // https://api-docs.deepseek.com/api/create-chat-completion
    id: 'deepseek',
    thoughts: 'reasoning_content',
    refuses: ['seed', ...extensions],
    refusal: 422,
    usage: ({ uncachedInput, cachedInput, reasoning }, { prompt_tokens, completion_tokens, total_tokens }) => ({
      prompt_tokens, completion_tokens, total_tokens, prompt_cache_hit_tokens: cachedInput, prompt_cache_miss_tokens: uncachedInput, completion_tokens_details: { reasoning_tokens: reasoning },
    }),
    errors: { quota: { status: 402, type: 'unknown_error', code: 'invalid_request_error' } },
    paths: { images: false, embeddings: false },
  },
  {
    // https://docs.x.ai/docs/api-reference
    id: 'xai',
    thoughts: 'reasoning_content',
    // Reasoning is not in completion_tokens, and is in the total.
    usage: ({ reasoning }, block) => ({ ...block, completion_tokens: Number(block['completion_tokens']) - reasoning, num_sources_used: 2 }),
    errors: {
      shape: 'sentence',
      tooLong: { status: 400, type: 'Client specified an invalid argument', message: (limit) => `This model's maximum prompt length is ${limit} but the request contains more tokens.` },
    },
    paths: { images: false, embeddings: false },
  },
  {
    // https://inference-docs.cerebras.ai/resources/openai
    id: 'cerebras',
    thoughts: 'reasoning',
    refuses: ['frequency_penalty', 'presence_penalty', 'logit_bias', 'parallel_tool_calls', 'service_tier'],
    errors: { shape: 'flat', key: { status: 401, type: 'invalid_request_error', code: 'wrong_api_key' }, quota: { status: 402, type: 'payment_required', code: 'payment_required' } },
    paths: { images: false, embeddings: false },
  },
  {
    // https://docs.perplexity.ai/docs/sonar/openai-compatibility
    id: 'perplexity',
    basePath: '',
    refuses: ['tools', 'tool_choice', 'stop', 'seed', ...extensions],
    usage: ({ reasoning }, block, cost) => ({
      prompt_tokens: block['prompt_tokens'], completion_tokens: Number(block['completion_tokens']) - reasoning, total_tokens: Number(block['total_tokens']) - reasoning,
      search_context_size: 'low', num_search_queries: 3, citation_tokens: 0, ...(reasoning === 0 ? {} : { reasoning_tokens: reasoning }),
      cost: { input_tokens_cost: 0, output_tokens_cost: 0, request_cost: 0.005, total_cost: usdNumber(cost) },
    }),
    extras: { citations: ['https://example.com/signals'], search_results: [{ title: 'Signals', url: 'https://example.com/signals', date: null }] },
    usageOnFinish: true,
    errors: { shape: 'numbered', quota: { status: 401, type: 'insufficient_quota' } },
    paths: { images: false, embeddings: false, models: false },
  },
  {
    // https://docs.nvidia.com/nim/large-language-models/latest/reference/api-reference.html
    id: 'nvidia',
    thoughts: 'reasoning_content',
    errors: { shape: 'problem', quota: { status: 402, type: 'Payment Required' } },
    paths: { images: false },
  },
  {
    // https://docs.sambanova.ai/docs/en/features/openai-compatibility
    id: 'sambanova',
    thoughts: 'reasoning',
    usage: (_, block) => ({ ...block, is_last_response: true, time_to_first_token: 0.11, total_tokens_per_sec: 431.5 }),
    errors: { quota: { status: 402, type: 'insufficient_quota', code: 'insufficient_quota' } },
    showModel: (model, shown) => ({ ...shown, context_length: model.contextWindow, max_completion_tokens: model.outputTokensMax }),
    paths: { images: false },
  },
  {
    // https://docs.cohere.com/docs/compatibility-api
    id: 'cohere',
    basePath: '/compatibility/v1',
    refuses: ['max_completion_tokens', 'logit_bias', 'top_logprobs', 'n', ...extensions],
    refusal: 422,
    embeddingsRefuse: ['dimensions', 'user'],
    errors: { shape: 'flat', quota: { status: 402 } },
    paths: { images: false, models: false },
  },
];

/** Both sides of what a call cost: the output by the price that the list shows of its model, and the prompt by the rest. */
function openRouterShares(usage: Usage, costPicoUsd: bigint): JsonObject {
  const output = BigInt(totalOutput(usage)) * 1_600_000n;
  const completions = output < costPicoUsd ? output : costPicoUsd;
  return { upstream_inference_prompt_cost: usdNumber(costPicoUsd - completions), upstream_inference_completions_cost: usdNumber(completions) };
}
