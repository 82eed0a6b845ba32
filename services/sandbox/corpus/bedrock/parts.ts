// What Bedrock's exchanges have in common.
//
// Types: https://github.com/aws/aws-sdk-js-v3/tree/v3.1163.0/clients/client-bedrock-runtime/src/models, whose bytes
// travel as base64. The answers of a stream are binary messages, described at
// https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream.
import type { ConverseCommandInput, ConverseResponse, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import type { BinaryFrame, ExchangeRequest, ExchangeResponse } from '../exchange.js';

export const pages = {
  converse: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html',
  converseStream: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html',
  tools: 'https://docs.aws.amazon.com/bedrock/latest/userguide/tool-use-inference-call.html',
  caching: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html',
  reasoning: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-reasoning.html',
  errors: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
} as const;

export const read = '2026-11-21';

export type OnWire<T> = T extends Uint8Array ? string : T extends readonly (infer Item)[] ? OnWire<Item>[] : T extends object ? { [Key in keyof T]: OnWire<T[Key]> } : T;

export function post(body: OnWire<Omit<ConverseCommandInput, 'modelId'>>, { isStream = false, model = 'amazon.nova-lite-v1:0' }: { isStream?: boolean; model?: string } = {}): ExchangeRequest {
  const path = `/model/${encodeURIComponent(model)}/${isStream ? 'converse-stream' : 'converse'}`;
  return { method: 'POST', path, headers: { authorization: 'Bearer bedrock-api-key-corpus', 'content-type': 'application/json' }, body, model, isStream };
}

export function asks(text: string): OnWire<ConverseCommandInput['messages']> {
  return [{ role: 'user', content: [{ text }] }];
}

const told = { 'x-amzn-requestid': '00000000-0000-4000-8000-00000000c0de' };

export const ofJson = { ...told, 'content-type': 'application/json' };
export const ofStream = { ...told, 'content-type': 'application/vnd.amazon.eventstream' };

export function said(content: NonNullable<OnWire<ConverseResponse>['output']> extends infer Output ? (Output extends { message: { content: infer Content } } ? Content : never) : never): OnWire<ConverseResponse>['output'] {
  return { message: { content, role: 'assistant' } };
}

export const metrics = { latencyMs: 731 };

type Events = OnWire<{ [Key in keyof Required<ConverseStreamOutput.Visitor<never>> as Key extends '_' ? never : Key]: Parameters<ConverseStreamOutput.Visitor<never>[Key]>[0] }>;
type Exceptions = 'internalServerException' | 'modelStreamErrorException' | 'validationException' | 'throttlingException' | 'serviceUnavailableException';

/** Each payload is filled up by letters without a meaning, so that its size does not tell the words. */
export function frame<Name extends Exclude<keyof Events, Exceptions>>(name: Name, payload: Events[Name]): BinaryFrame {
  return { headers: { ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' }, payload: { ...payload, p: 'abcdefghijklm' } };
}

export function exceptionFrame(name: Exceptions, message: string): BinaryFrame {
  return { headers: { ':exception-type': name, ':content-type': 'application/json', ':message-type': 'exception' }, payload: { message } };
}

/** The type is in a header, with the address of its origin. */
export function fails(status: number, type: string, message: string): ExchangeResponse {
  return { status, headers: { ...ofJson, 'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/` }, kind: 'json', body: { message } };
}

export const anyRequest = post({ messages: asks('Name a bridge.'), inferenceConfig: { maxTokens: 64 } });

export const weatherTool: OnWire<ConverseCommandInput['toolConfig']> = {
  tools: [{ toolSpec: { name: 'get_weather', description: 'The weather of a city.', inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } } }],
};
