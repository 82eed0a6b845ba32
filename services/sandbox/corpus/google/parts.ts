// What Gemini's exchanges have in common: addresses, headers, and the vendor's types as they are on the wire.
//
// Types: https://github.com/googleapis/js-genai/tree/v3.1.0/src, whose enums travel as their texts.
import type { Candidate, Content, GenerateContentResponse, GenerationConfig, ThinkingConfig, Tool, UsageMetadata } from '@google/genai';
import type { ExchangeRequest, ExchangeResponse, ServerSentEvent } from '../exchange.js';

export const pages = {
  response: 'https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse',
  streaming: 'https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent',
  tools: 'https://ai.google.dev/gemini-api/docs/function-calling',
  caching: 'https://ai.google.dev/gemini-api/docs/caching',
  thinking: 'https://ai.google.dev/gemini-api/docs/thinking',
  structured: 'https://ai.google.dev/gemini-api/docs/structured-output',
  vision: 'https://ai.google.dev/gemini-api/docs/image-understanding',
  safety: 'https://ai.google.dev/gemini-api/docs/safety-settings',
  errors: 'https://ai.google.dev/gemini-api/docs/troubleshooting',
  limits: 'https://ai.google.dev/gemini-api/docs/rate-limits',
} as const;

export const read = '2026-11-21';

/** Methods of the SDK's classes are none of the wire's. */
type OnWire<T> = T extends string ? `${T}` : T extends readonly (infer Item)[] ? OnWire<Item>[] : T extends (...args: never[]) => unknown ? never : T extends object ? { [Key in keyof T]: OnWire<T[Key]> } : T;

/** The SDK knows the tier of service only of its live answers, though all have it. */
type Response = OnWire<Pick<GenerateContentResponse, 'candidates' | 'promptFeedback' | 'usageMetadata'>> & { usageMetadata: OnWire<Pick<UsageMetadata, 'serviceTier'>> };

interface Body {
  readonly contents: OnWire<Content>[];
  readonly systemInstruction?: OnWire<Content>;
  readonly tools?: OnWire<Tool>[];
  readonly generationConfig: OnWire<GenerationConfig & { thinkingConfig?: ThinkingConfig }>;
  readonly cachedContent?: string;
}

export function post(body: Body, { isStream = false, model = 'gemini-2.5-flash' }: { isStream?: boolean; model?: string } = {}): ExchangeRequest {
  const path = `/v1beta/models/${model}:${isStream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`;
  return { method: 'POST', path, headers: { 'x-goog-api-key': 'AIza-corpus', 'content-type': 'application/json' }, body, model, isStream };
}

export function asks(text: string): OnWire<Content>[] {
  return [{ role: 'user', parts: [{ text }] }];
}

const told = { vary: 'Origin, X-Origin, Referer', server: 'scaffolding on HTTPServer2', 'server-timing': 'gfet4t7; dur=512' };

export const ofJson = { ...told, 'content-type': 'application/json; charset=UTF-8' };
export const ofStream = { ...told, 'content-type': 'text/event-stream' };

const tail = { modelVersion: 'gemini-2.5-flash', responseId: 'c0rpusAaBbCcDdEeFfGg' } satisfies Partial<GenerateContentResponse>;

export function responseOf(response: Response): object {
  return { ...response, ...tail };
}

/** One event of a stream: parts, and everything that was counted so far. */
export function chunk(candidate: OnWire<Candidate>, usageMetadata: Response['usageMetadata']): ServerSentEvent {
  return { data: responseOf({ candidates: [candidate], usageMetadata }) };
}

export function textTokens(tokenCount: number) {
  return [{ modality: 'TEXT' as const, tokenCount }];
}

interface GoogleError {
  readonly code: number;
  readonly message: string;
  /** A code of https://google.aip.dev/193 */
  readonly status: string;
  readonly details?: readonly ({ readonly '@type': string } & Readonly<Record<string, unknown>>)[];
}

export function fails(error: GoogleError): ExchangeResponse {
  return { status: error.code, headers: ofJson, kind: 'json', body: { error } };
}

export const anyRequest = post({ contents: asks('Name a mountain.'), generationConfig: { maxOutputTokens: 64 } });

export const weatherTool: OnWire<Tool> = {
  functionDeclarations: [{ name: 'get_weather', description: 'The weather of a city.', parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } }],
};
