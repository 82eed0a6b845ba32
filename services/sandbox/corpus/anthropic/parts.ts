// What Anthropic's exchanges have in common: addresses, headers, and the parts of a message that seldom differ.
//
// Types: https://github.com/anthropics/anthropic-sdk-typescript/tree/sdk-v1.11.0/src/resources/messages
import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared';
import type { Message, MessageCreateParams, MessageDeltaUsage, RawMessageDeltaEvent, RawMessageStreamEvent, StopReason, Usage } from '@anthropic-ai/sdk/resources/messages';
import type { ExchangeRequest, ExchangeResponse, ServerSentEvent } from '../exchange.js';

export const pages = {
  message: 'https://docs.claude.com/en/api/messages',
  streaming: 'https://docs.claude.com/en/docs/build-with-claude/streaming',
  tools: 'https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use',
  caching: 'https://docs.claude.com/en/docs/build-with-claude/prompt-caching',
  thinking: 'https://docs.claude.com/en/docs/build-with-claude/extended-thinking',
  vision: 'https://docs.claude.com/en/docs/build-with-claude/vision',
  stopReasons: 'https://docs.claude.com/en/docs/build-with-claude/handling-stop-reasons',
  errors: 'https://docs.claude.com/en/api/errors',
  limits: 'https://docs.claude.com/en/api/rate-limits',
} as const;

export const read = '2026-11-21';

export function post(body: MessageCreateParams): ExchangeRequest {
  const headers = { 'x-api-key': 'sk-ant-corpus', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' };
  return { method: 'POST', path: '/v1/messages', headers, body, model: body.model, isStream: body.stream === true };
}

const requestId = 'req_011CCorpusCorpusCorpusCo';
const told = {
  'request-id': requestId,
  'anthropic-organization-id': '00000000-0000-4000-8000-000000000000',
  'anthropic-ratelimit-requests-limit': '4000',
  'anthropic-ratelimit-requests-remaining': '3999',
  'anthropic-ratelimit-requests-reset': '2026-11-21T10:00:00Z',
  'anthropic-ratelimit-tokens-limit': '480000',
  'anthropic-ratelimit-tokens-remaining': '480000',
  'anthropic-ratelimit-tokens-reset': '2026-11-21T10:00:00Z',
};

export const ofJson = { ...told, 'content-type': 'application/json' };
export const ofStream = { ...told, 'content-type': 'text/event-stream; charset=utf-8' };

/** A usage block in which only these counts are of interest. */
export function usageOf(counts: Partial<Usage> & Pick<Usage, 'input_tokens' | 'output_tokens'>): Usage {
  return {
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    inference_geo: 'not_available',
    speed: 'standard',
    ...counts,
  };
}

export function messageOf(told: Pick<Message, 'id' | 'content' | 'stop_reason' | 'usage'> & Partial<Message>): Message {
  return { type: 'message', role: 'assistant', model: 'claude-haiku-4-5-20251001', container: null, diagnostics: null, stop_details: null, stop_sequence: null, ...told };
}

/** The vendor names each event by the type that is in its data too. */
export function named(event: RawMessageStreamEvent): ServerSentEvent {
  return { event: event.type, data: event };
}

export const ping: ServerSentEvent = { event: 'ping', data: { type: 'ping' } };

export function started(id: string, usage: Usage): ServerSentEvent {
  return named({ type: 'message_start', message: messageOf({ id, content: [], stop_reason: null, usage }) });
}

/** Counts of the end are totals, not additions. */
export function ended(reason: StopReason, usage: Partial<MessageDeltaUsage> & Pick<MessageDeltaUsage, 'output_tokens'>): ServerSentEvent[] {
  const last: RawMessageDeltaEvent = {
    type: 'message_delta',
    delta: { stop_reason: reason, stop_sequence: null, stop_details: null, container: null },
    usage: { input_tokens: null, cache_creation_input_tokens: null, cache_read_input_tokens: null, output_tokens_details: null, server_tool_use: null, ...usage },
  };
  return [named(last), named({ type: 'message_stop' })];
}

export function fails(status: number, error: ErrorResponse['error'] & { readonly details?: { readonly error_code: string } | null }, headers: Readonly<Record<string, string>> = {}): ExchangeResponse {
  const body = { type: 'error', error, request_id: requestId } satisfies ErrorResponse;
  return { status, headers: { 'content-type': 'application/json', 'request-id': requestId, ...headers }, kind: 'json', body };
}

export const anyRequest = post({ model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: 'Name a lake.' }] });

export const weatherTool = { name: 'get_weather', description: 'The weather of a city.', input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] } };
