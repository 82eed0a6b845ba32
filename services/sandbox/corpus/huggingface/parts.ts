// What Hugging Face's exchanges have in common: addresses, headers and the vendor's types.
//
// Types: https://github.com/huggingface/huggingface.js/tree/main/packages/tasks/src/tasks, generated from the vendor's own
// descriptions of its tasks. They are open: what a server behind the router adds is none of them.
import type { ChatCompletionInput, ChatCompletionOutput, ChatCompletionOutputMessage, ChatCompletionStreamOutput, ChatCompletionStreamOutputDelta, FeatureExtractionInput, TextToImageInput } from '@huggingface/tasks';
import type { ExchangeRequest, ExchangeResponse, ServerSentEvent } from '../exchange.js';

export const pages = {
  chat: 'https://huggingface.co/docs/inference-providers/tasks/chat-completion',
  tools: 'https://huggingface.co/docs/inference-providers/guides/function-calling',
  reasoning: 'https://huggingface.co/docs/inference-providers/guides/gpt-oss',
  structured: 'https://huggingface.co/docs/inference-providers/guides/structured-output',
  vision: 'https://huggingface.co/docs/inference-providers/guides/vision',
  embedding: 'https://huggingface.co/docs/inference-providers/tasks/feature-extraction',
  painting: 'https://huggingface.co/docs/inference-providers/tasks/text-to-image',
  classification: 'https://huggingface.co/docs/inference-providers/tasks/image-classification',
  pricing: 'https://huggingface.co/docs/inference-providers/pricing',
  /** Its pages on errors name statuses alone; bodies are what its own client reads. */
  errors: 'https://github.com/huggingface/huggingface.js/blob/main/packages/inference/src/utils/request.ts',
  router: 'https://github.com/cline/cline/issues/5098',
  ofTask: 'https://github.com/huggingface/huggingface.js/issues/2225',
  loading: 'https://github.com/huggingface/transformers/issues/32665',
} as const;

export const read = '2026-11-21';

const headers = { authorization: 'Bearer hf_corpus', 'content-type': 'application/json' };

export function post(body: ChatCompletionInput & { model: string; max_tokens: number }): ExchangeRequest {
  return { method: 'POST', path: '/v1/chat/completions', headers, body, model: body.model, isStream: body.stream === true };
}

/** A picture travels as base64 where there are parameters beside it. */
type Body = FeatureExtractionInput | TextToImageInput | { inputs: string };

interface TaskOfModel {
  readonly model: string;
  readonly kind: 'embeddings' | 'image_generation' | 'image_analysis';
  readonly count?: number;
}

export function postTask(body: Body, { model, kind, count = 1 }: TaskOfModel): ExchangeRequest {
  const pipeline = kind === 'embeddings' ? '/pipeline/feature-extraction' : '';
  return { method: 'POST', path: `/hf-inference/models/${model}${pipeline}`, headers, body, model, isStream: false, task: { kind, count } };
}

const told = { 'x-request-id': 'c0e1f2a3-b4d5-4968-8778-695a4b3c2d1e', 'x-inference-provider': 'cerebras' };

export const ofJson = { ...told, 'content-type': 'application/json' };
export const ofStream = { ...told, 'content-type': 'text/event-stream' };

/** What may be left out may also be null. */
type Wire<T> = T extends readonly (infer Item)[] ? Wire<Item>[] : T extends object ? { [Key in keyof T]: Wire<T[Key]> | (undefined extends T[Key] ? null : never) } : T;

const head = { id: 'chatcmpl-c0rpus4a5b6c', created: 1795272000, model: 'openai/gpt-oss-20b', system_fingerprint: 'fp_c0rpus' };

type Usage = ChatCompletionOutput['usage'];

export function usageOf(input: number, output: number): Usage {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

export function completion(message: Partial<Wire<ChatCompletionOutputMessage>>, { finish = 'stop', usage }: { finish?: string; usage: Usage }): object {
  return { ...head, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish, logprobs: null }], usage } satisfies Wire<ChatCompletionOutput>;
}

export function chunk(delta: Partial<Wire<ChatCompletionStreamOutputDelta>>, finish: string | null = null): ServerSentEvent {
  return { data: { ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: finish, logprobs: null }] } satisfies Wire<ChatCompletionStreamOutput> };
}

/** The counts stand on a chunk of their own. */
export function ended(usage: Usage): ServerSentEvent[] {
  return [{ data: { ...head, object: 'chat.completion.chunk', choices: [], usage } satisfies Wire<ChatCompletionStreamOutput> }, { data: '[DONE]' }];
}

/** The router tells an error in OpenAI's words, hf-inference and the gateway in one sentence. */
type HubError = string | { readonly message: string; readonly type: string; readonly param?: string; readonly code?: string };

export function fails(status: number, error: HubError, beside: { headers?: Readonly<Record<string, string>>; body?: object } = {}): ExchangeResponse {
  return { status, headers: { ...ofJson, ...beside.headers }, kind: 'json', body: { error, ...beside.body } };
}

export const asks = (text: string): ChatCompletionInput['messages'] => [{ role: 'user', content: text }];
export const anyRequest = post({ model: 'openai/gpt-oss-20b', messages: asks('Name a lake.'), max_tokens: 64 });

export const classifier = 'google/vit-base-patch16-224';
/** A picture of one point. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const weatherTool: NonNullable<ChatCompletionInput['tools']>[number] = {
  type: 'function',
  function: { name: 'get_weather', description: 'The weather of a city.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
};
