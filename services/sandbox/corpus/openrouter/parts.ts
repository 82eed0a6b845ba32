// What OpenRouter's exchanges have in common: OpenAI's types, and what it adds to them.
//
// It names the openai SDK as a client of its own interface, so the same types hold; its additions are from its pages.
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams, ChatCompletionMessage } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { ExchangeRequest, ExchangeResponse, ServerSentComment, ServerSentEvent } from '../exchange.js';

export const pages = {
  overview: 'https://openrouter.ai/docs/api-reference/overview',
  streaming: 'https://openrouter.ai/docs/api-reference/streaming',
  usage: 'https://openrouter.ai/docs/use-cases/usage-accounting',
  reasoning: 'https://openrouter.ai/docs/use-cases/reasoning-tokens',
  tools: 'https://openrouter.ai/docs/features/tool-calling',
  structured: 'https://openrouter.ai/docs/features/structured-outputs',
  caching: 'https://openrouter.ai/docs/features/prompt-caching',
  errors: 'https://openrouter.ai/docs/api-reference/errors',
} as const;

export const read = '2026-11-21';

export function post(body: ChatCompletionCreateParams & { reasoning?: { effort: 'low' } }): ExchangeRequest {
  return { method: 'POST', path: '/api/v1/chat/completions', headers: { authorization: 'Bearer sk-or-v1-corpus', 'content-type': 'application/json' }, body, model: body.model, isStream: body.stream === true };
}

export const ofJson = { 'content-type': 'application/json' };
export const ofStream = { 'content-type': 'text/event-stream' };

/** In credits, which are US dollars. */
type Usage = CompletionUsage & { cost: number; is_byok: boolean; cost_details: { upstream_inference_cost: number | null; upstream_inference_prompt_cost: number; upstream_inference_completions_cost: number } };
type Message = Omit<ChatCompletionMessage, 'annotations'> & { reasoning: string | null };
/** The word of the vendor behind it. */
interface WithNative {
  native_finish_reason: string | null;
}
type Finish = ChatCompletion.Choice['finish_reason'];

/** US dollars for a million tokens of the model, on its page; https://openrouter.ai/openai/gpt-4.1-mini */
const prices = { input: 0.4, cached: 0.1, output: 1.6 };
const dollars = (millionths: number): number => Number((millionths / 1e6).toFixed(9));

export function usageOf(input: number, output: number, { cached = 0, reasoning = 0 }: { cached?: number; reasoning?: number } = {}): Usage {
  const [promptCost, completionsCost] = [(input - cached) * prices.input + cached * prices.cached, output * prices.output];
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    cost: dollars(promptCost + completionsCost),
    is_byok: false,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
    cost_details: { upstream_inference_cost: null, upstream_inference_prompt_cost: dollars(promptCost), upstream_inference_completions_cost: dollars(completionsCost) },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/** Where OpenAI leaves the fingerprint out, it is null here. */
type OpenedCompletion = Omit<ChatCompletion, 'system_fingerprint'> & { provider: string; system_fingerprint: string | null };

const head = { id: 'gen-1795272000-c0rpusAaBbCcDdEeFf', provider: 'OpenAI', model: 'openai/gpt-4.1-mini', created: 1795272000 };

export function completion(message: Partial<Message>, { finish = 'stop', native = 'stop', usage }: { finish?: Finish; native?: string; usage: Usage }): object {
  const choice: Omit<ChatCompletion.Choice, 'message'> & WithNative & { message: Message } = { logprobs: null, finish_reason: finish, native_finish_reason: native, index: 0, message: { role: 'assistant', content: null, refusal: null, reasoning: null, ...message } };
  return { ...head, object: 'chat.completion', system_fingerprint: null, choices: [choice], usage } satisfies OpenedCompletion;
}

type Delta = ChatCompletionChunk.Choice.Delta & { reasoning?: string };

export function chunk(delta: Delta, { finish = null, native = null }: { finish?: ChatCompletionChunk.Choice['finish_reason']; native?: string | null } = {}): ServerSentEvent {
  const choice: ChatCompletionChunk.Choice & WithNative = { index: 0, delta: { role: 'assistant', content: '', ...delta }, finish_reason: finish, native_finish_reason: native, logprobs: null };
  return { data: { ...head, object: 'chat.completion.chunk', choices: [choice] } satisfies ChatCompletionChunk & { provider: string } };
}

/** The last chunk has the counts beside a choice without words. */
export function ended(usage: Usage): ServerSentEvent[] {
  const choice: ChatCompletionChunk.Choice & WithNative = { index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null, native_finish_reason: null, logprobs: null };
  const last = { ...head, object: 'chat.completion.chunk', choices: [choice], usage } satisfies ChatCompletionChunk & { provider: string };
  return [{ data: last }, { data: '[DONE]' }];
}

/** Sent while the vendor behind it has not begun. */
export const processing: ServerSentComment = { comment: 'OPENROUTER PROCESSING' };

export interface RouterError {
  /** A status, also inside a stream. */
  readonly code: number;
  readonly message: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export function failedChunk(error: RouterError): ServerSentEvent {
  return { data: { ...head, object: 'chat.completion.chunk', error, choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }] } };
}

export function fails(error: RouterError, headers: Readonly<Record<string, string>> = {}): ExchangeResponse {
  return { status: error.code, headers: { ...ofJson, ...headers }, kind: 'json', body: { error, user_id: 'user_corpus' } };
}

export const anyRequest = post({ model: 'openai/gpt-4.1-mini', messages: [{ role: 'user', content: 'Name a pass.' }], max_tokens: 64 });

export const weatherTool = {
  type: 'function',
  function: { name: 'get_weather', description: 'The weather of a city.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
} as const;
