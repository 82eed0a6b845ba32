// What OpenAI's exchanges have in common: addresses and headers.
//
// Types: https://github.com/openai/openai-node/tree/v7.55.0/src/resources/chat/completions, generated from the vendor's own OpenAPI description.
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ErrorObject } from 'openai/resources/shared';
import type { ExchangeRequest, ExchangeResponse } from '../exchange.js';

export const pages = {
  completion: 'https://platform.openai.com/docs/api-reference/chat/object',
  chunks: 'https://platform.openai.com/docs/api-reference/chat-streaming',
  tools: 'https://platform.openai.com/docs/guides/function-calling',
  caching: 'https://platform.openai.com/docs/guides/prompt-caching',
  reasoning: 'https://platform.openai.com/docs/guides/reasoning',
  structured: 'https://platform.openai.com/docs/guides/structured-outputs',
  vision: 'https://platform.openai.com/docs/guides/images-vision',
  errors: 'https://platform.openai.com/docs/guides/error-codes',
  limits: 'https://platform.openai.com/docs/guides/rate-limits',
} as const;

export const read = '2026-11-21';

export function post(body: ChatCompletionCreateParams): ExchangeRequest {
  return { method: 'POST', path: '/v1/chat/completions', headers: { authorization: 'Bearer sk-corpus', 'content-type': 'application/json' }, body, model: body.model, isStream: body.stream === true };
}

const told = {
  'openai-version': '2020-10-01',
  'openai-processing-ms': '412',
  'x-request-id': 'req_c0e1f2a3b4d5968778695a4b3c2d1e0f',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-limit-tokens': '10000000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-remaining-tokens': '9999970',
  'x-ratelimit-reset-requests': '6ms',
  'x-ratelimit-reset-tokens': '0s',
};

export const ofJson = { ...told, 'content-type': 'application/json' };
export const ofStream = { ...told, 'content-type': 'text/event-stream; charset=utf-8' };

export function fails(status: number, error: ErrorObject, headers: Readonly<Record<string, string>> = {}): ExchangeResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': told['x-request-id'], ...headers }, kind: 'json', body: { error } };
}

/** Of a request that is only there to be refused. */
export const anyRequest = post({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'Name a river.' }], max_completion_tokens: 64 });

export const weatherTool = {
  type: 'function',
  function: { name: 'get_weather', description: 'The weather of a city.', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false } },
} as const;
