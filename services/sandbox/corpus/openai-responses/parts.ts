// What the exchanges of OpenAI's responses API have in common: addresses, headers, and what a response says beside its output.
//
// Types: https://github.com/openai/openai-node/tree/v7.55.0/src/resources/responses, generated from the vendor's own OpenAPI description.
import type { ErrorObject } from 'openai/resources/shared';
import type { FunctionTool, Response, ResponseCreateParams, ResponseOutputItem, ResponseStreamEvent, ResponseUsage } from 'openai/resources/responses/responses';
import type { ExchangeRequest, ExchangeResponse, ServerSentEvent } from '../exchange.js';

export const pages = {
  response: 'https://platform.openai.com/docs/api-reference/responses/object',
  events: 'https://platform.openai.com/docs/api-reference/responses-streaming',
  sdkStream: 'https://github.com/openai/openai-node/tree/v7.55.0/src/core/streaming.ts',
  tools: 'https://platform.openai.com/docs/guides/function-calling',
  caching: 'https://platform.openai.com/docs/guides/prompt-caching',
  reasoning: 'https://platform.openai.com/docs/guides/reasoning',
  structured: 'https://platform.openai.com/docs/guides/structured-outputs',
  vision: 'https://platform.openai.com/docs/guides/images-vision',
  errors: 'https://platform.openai.com/docs/guides/error-codes',
  limits: 'https://platform.openai.com/docs/guides/rate-limits',
} as const;

export const read = '2026-11-21';

export function post(body: ResponseCreateParams & { model: string }): ExchangeRequest {
  return { method: 'POST', path: '/v1/responses', headers: { authorization: 'Bearer sk-corpus', 'content-type': 'application/json' }, body, model: body.model, isStream: body.stream === true };
}

const told = {
  'openai-version': '2020-10-01',
  'openai-processing-ms': '874',
  'x-request-id': 'req_5e0d1c2b3a4958677685a4b3c2d1e0f9',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-limit-tokens': '10000000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-remaining-tokens': '9999970',
  'x-ratelimit-reset-requests': '6ms',
  'x-ratelimit-reset-tokens': '0s',
};

const ofJson = { ...told, 'content-type': 'application/json' };
const ofStream = { ...told, 'content-type': 'text/event-stream; charset=utf-8' };

/** On the wire: without what the SDK adds, and with what its types leave out or do not allow to be null. */
export interface WireResponse extends Omit<Response, 'output_text' | 'usage' | 'user'> {
  usage: ResponseUsage | null;
  user: string | null;
  store: boolean;
  frequency_penalty: number;
  presence_penalty: number;
}

const common = {
  object: 'response',
  status: 'completed',
  access_programs: null,
  background: false,
  conversation: null,
  error: null,
  frequency_penalty: 0,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  moderation: null,
  parallel_tool_calls: true,
  presence_penalty: 0,
  previous_response_id: null,
  prompt: null,
  prompt_cache_key: null,
  prompt_cache_retention: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  service_tier: 'default',
  store: false,
  temperature: 1,
  text: { format: { type: 'text' }, verbosity: 'medium' },
  tool_choice: 'auto',
  tool_usage: {
    image_gen: { input_tokens: 0, input_tokens_details: { image_tokens: 0, text_tokens: 0 }, output_tokens: 0, output_tokens_details: { image_tokens: 0, text_tokens: 0 }, total_tokens: 0 },
    web_search: { num_requests: 0 },
  },
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
  user: null,
  metadata: {},
} satisfies Partial<WireResponse>;

/** A completed response, but for what is said otherwise. */
export function response(said: Partial<WireResponse> & Pick<WireResponse, 'id' | 'model' | 'output' | 'usage'>): WireResponse {
  const { status = 'completed' } = said;
  return { ...common, created_at: 1795272000, completed_at: status === 'completed' ? 1795272002 : null, ...said };
}

/** The same as its stream begins. */
export function begun(whole: WireResponse): WireResponse {
  return { ...whole, status: 'in_progress', completed_at: null, error: null, incomplete_details: null, output: [], usage: null, service_tier: 'auto' };
}

/** Disjoint counts, as the vendor contains them in each other. */
export function usage({ input, cached = 0, written = 0, output, reasoning = 0 }: { input: number; cached?: number; written?: number; output: number; reasoning?: number }): ResponseUsage {
  const [read, made] = [input + cached + written, output + reasoning];
  return { input_tokens: read, input_tokens_details: { cache_write_tokens: written, cached_tokens: cached }, output_tokens: made, output_tokens_details: { reasoning_tokens: reasoning }, total_tokens: read + made };
}

export function answered(body: WireResponse): ExchangeResponse {
  return { status: 200, headers: ofJson, kind: 'json', body };
}

type Unnumbered<Event> = Event extends { response: Response } ? Omit<Event, 'sequence_number' | 'response'> & { response: WireResponse } : Event extends { type: string } ? Omit<Event, 'sequence_number'> & { obfuscation?: string } : never;

/** Of a stream, in its order; each is numbered by its place. An error is told in one of two ways, and the SDK reads both. */
export type ToldEvent = Unnumbered<ResponseStreamEvent> | { type: 'error'; error: ErrorObject };

export function streamed(events: readonly ToldEvent[]): ExchangeResponse {
  const numbered = events.map(({ type, ...rest }, index): ServerSentEvent => ({ event: type, data: { type, ...rest, sequence_number: index } }));
  return { status: 200, headers: ofStream, kind: 'sse', lineEnd: '\n', events: numbered };
}

/** A stream that tells the whole of a response between its beginning and its end. */
export function streamOf(whole: WireResponse, between: readonly ToldEvent[]): ExchangeResponse {
  const type = whole.status === 'incomplete' ? 'response.incomplete' : whole.status === 'failed' ? 'response.failed' : 'response.completed';
  return streamed([{ type: 'response.created', response: begun(whole) }, { type: 'response.in_progress', response: begun(whole) }, ...between, { type, response: whole }]);
}

export function opens(index: number, item: ResponseOutputItem): ToldEvent {
  return { type: 'response.output_item.added', output_index: index, item };
}

export function closes(index: number, item: ResponseOutputItem): ToldEvent {
  return { type: 'response.output_item.done', output_index: index, item };
}

/** A message of one text, from its first event to its last. */
export function speaks(index: number, { id, pieces, status = 'completed' }: { id: string; pieces: readonly string[]; status?: 'completed' | 'incomplete' }): ToldEvent[] {
  const place = { item_id: id, output_index: index, content_index: 0 };
  const text = pieces.join('');
  return [
    opens(index, { id, type: 'message', status: 'in_progress', content: [], role: 'assistant' }),
    { type: 'response.content_part.added', ...place, part: { type: 'output_text', annotations: [], logprobs: [], text: '' } },
    ...pieces.map((delta): ToldEvent => ({ type: 'response.output_text.delta', ...place, delta, logprobs: [], obfuscation: 'qV8x' })),
    { type: 'response.output_text.done', ...place, logprobs: [], text },
    { type: 'response.content_part.done', ...place, part: { type: 'output_text', annotations: [], logprobs: [], text } },
    closes(index, message(id, text, status)),
  ];
}

export function message(id: string, text: string, status: 'completed' | 'incomplete' = 'completed'): ResponseOutputItem {
  return { id, type: 'message', status, content: [{ type: 'output_text', annotations: [], logprobs: [], text }], role: 'assistant' };
}

export function fails(status: number, error: ErrorObject, headers: Readonly<Record<string, string>> = {}): ExchangeResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': told['x-request-id'], ...headers }, kind: 'json', body: { error } };
}

/** Of a request that is only there to be refused. */
export const anyRequest = post({ model: 'gpt-4.1-mini', input: 'Name a river.', max_output_tokens: 64, store: false });

export const weatherTool = {
  type: 'function',
  description: 'The weather of a city.',
  name: 'get_weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
  strict: true,
} as const satisfies FunctionTool;
