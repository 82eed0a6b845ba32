// What Ollama's exchanges have in common.
//
// Types: https://github.com/ollama/ollama-js/tree/v0.6.4/src, where a time is a Date that travels as text; what the
// server adds to it is from https://github.com/ollama/ollama/blob/main/api/types.go.
import type { ChatRequest, ChatResponse, Message, ToolCall } from 'ollama';
import type { ExchangeRequest, ExchangeResponse } from '../exchange.js';

export const pages = {
  chat: 'https://docs.ollama.com/api/chat',
  streaming: 'https://docs.ollama.com/api/streaming',
  tools: 'https://docs.ollama.com/capabilities/tool-calling',
  thinking: 'https://docs.ollama.com/capabilities/thinking',
  structured: 'https://docs.ollama.com/capabilities/structured-outputs',
  vision: 'https://docs.ollama.com/capabilities/vision',
  types: 'https://github.com/ollama/ollama/blob/main/api/types.go',
  errors: 'https://docs.ollama.com/api/errors',
} as const;

export const read = '2026-11-21';

export function post(body: ChatRequest & { stream: boolean }): ExchangeRequest {
  return { method: 'POST', path: '/api/chat', headers: { 'content-type': 'application/json' }, body, model: body.model, isStream: body.stream };
}

export const ofJson = { 'content-type': 'application/json; charset=utf-8' };
export const ofStream = { 'content-type': 'application/x-ndjson' };

/** Newer servers number the calls of an answer and give each an id. */
export type Called = ToolCall & { id?: string; function: ToolCall['function'] & { index?: number } };
type Said = Omit<Message, 'tool_calls'> & { tool_calls?: Called[] };
type Counted = Pick<ChatResponse, 'done_reason' | 'total_duration' | 'load_duration' | 'prompt_eval_duration' | 'eval_count' | 'eval_duration'> & Partial<Pick<ChatResponse, 'prompt_eval_count'>>;
type Line = Pick<ChatResponse, 'model' | 'done'> & { created_at: string; message: Said };

const head = { model: 'llama3.2', created_at: '2026-11-21T10:00:00.123456789Z' };

export function piece(message: Partial<Said>, model = head.model): Line {
  return { ...head, model, message: { role: 'assistant', content: '', ...message }, done: false };
}

export function last(message: Partial<Said>, counts: Counted, model = head.model): Line & Counted {
  return { ...piece(message, model), done: true, ...counts };
}

/** Durations are nanoseconds. */
export function countsOf({ input, output, reason = 'stop' }: { input: number | undefined; output: number; reason?: string }): Counted {
  return {
    done_reason: reason,
    total_duration: 1_204_000_000,
    load_duration: 52_000_000,
    ...(input === undefined ? {} : { prompt_eval_count: input }),
    prompt_eval_duration: 310_000_000,
    eval_count: output,
    eval_duration: 842_000_000,
  };
}

export function fails(status: number, error: string, headers: Readonly<Record<string, string>> = {}, more: object = {}): ExchangeResponse {
  return { status, headers: { ...ofJson, ...headers }, kind: 'json', body: { error, ...more } };
}

export const anyRequest = post({ model: 'llama3.2', stream: false, messages: [{ role: 'user', content: 'Name a valley.' }], options: { num_predict: 64 } });

export const weatherTool = { type: 'function', function: { name: 'get_weather', description: 'The weather of a city.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } };
