// From the requests of the contract to asks, and from answers back to its responses. Chat is its own envelope.
import { create } from '@bufbuild/protobuf';
import { ChatParametersSchema, ChatSchema, MessageSchema, Role, type Chat } from '@switchyard/proto/common/v1/chat';
import { AnalyzeTaskSchema, EmbedTaskSchema, ImageTaskSchema } from '@switchyard/proto/common/v1/task';
import { EmbedResponseSchema, type EmbedRequest, type EmbedResponse } from '@switchyard/proto/router/v1/embed';
import { GenerateRequestSchema, type GenerateRequest, type GenerateResponse } from '@switchyard/proto/router/v1/generate';
import { AnalyzeImageResponseSchema, GenerateImageResponseSchema, type AnalyzeImageRequest, type AnalyzeImageResponse, type GenerateImageRequest, type GenerateImageResponse } from '@switchyard/proto/router/v1/image';
import type { Ask, Output } from './task.js';

export interface Answered {
  readonly response: GenerateResponse;
  readonly output: Output;
}

export function chatAsk(request: GenerateRequest): Ask {
  return { envelope: request, task: { kind: 'chat', chat: unfoldShorthands(request) } };
}

export function embedAsk(request: EmbedRequest): Ask {
  return { envelope: envelopeOf(request, 'embedding'), task: { kind: 'embed', embed: create(EmbedTaskSchema, { inputs: request.inputs, dimensions: request.dimensions }) } };
}

export function imageAsk(request: GenerateImageRequest): Ask {
  const { prompt, n, size, quality, style, background, outputFormat } = request;
  return { envelope: envelopeOf(request, 'image_generation'), task: { kind: 'image', image: create(ImageTaskSchema, { prompt, n, size, quality, style, background, outputFormat }) } };
}

export function analyzeAsk(request: AnalyzeImageRequest): Ask {
  return { envelope: envelopeOf(request, 'image_analysis'), task: { kind: 'analyze', analyze: create(AnalyzeTaskSchema, { images: request.images, maxLabels: request.maxLabels }) } };
}

export function embedResponseOf({ response, output }: Answered): EmbedResponse {
  return create(EmbedResponseSchema, { ...storyOf(response), embeddings: [...output.embeddings] });
}

export function imageResponseOf({ response, output }: Answered): GenerateImageResponse {
  return create(GenerateImageResponseSchema, { ...storyOf(response), images: [...output.images] });
}

export function analyzeResponseOf({ response, output }: Answered): AnalyzeImageResponse {
  return create(AnalyzeImageResponseSchema, { ...storyOf(response), results: [...output.labels] });
}

type Short = Pick<EmbedRequest, 'model' | 'clientRequestId' | 'endUser' | 'labels' | 'costLimitUsd' | 'allowFallbacks'>;

/** Without a model the task itself chooses one. */
function envelopeOf({ model, clientRequestId, endUser, labels, costLimitUsd, allowFallbacks }: Short, taskType: string): GenerateRequest {
  return create(GenerateRequestSchema, { model, clientRequestId, endUser, labels, costLimitUsd, allowFallbacks, taskType: model === '' ? taskType : '' });
}

function storyOf(response: GenerateResponse) {
  const { requestId, clientRequestId, model, provider, usage, costPicousd, estimatedCostPicousd, attempts, responseTimeMs } = response;
  return { requestId, clientRequestId, model, provider, usage, costPicousd, estimatedCostPicousd, attempts, warnings: warningsOf(response), responseTimeMs };
}

/** These responses have no finish reason of their own, so an answer that is not whole says so here. */
function warningsOf({ complete, finishReason, warnings }: GenerateResponse): string[] {
  if (complete) return warnings;
  const { unified = '', raw = '' } = finishReason ?? {};
  const reason = unified === '' ? 'no reason' : raw === '' || raw === unified ? unified : `${unified} (${raw})`;
  return [...warnings, `The provider ended its answer before it was whole: ${reason}.`];
}

function unfoldShorthands(request: GenerateRequest): Chat {
  const messages = [...request.messages];
  if (request.systemPrompt !== '') messages.unshift(create(MessageSchema, { role: Role.SYSTEM, parts: [{ content: { case: 'text', value: request.systemPrompt } }] }));
  if (request.prompt !== '') messages.push(create(MessageSchema, { role: Role.USER, parts: [{ content: { case: 'text', value: request.prompt } }] }));
  // In one process messages are handed over as they are, so none may be half made.
  return create(ChatSchema, { messages, parameters: request.parameters ?? create(ChatParametersSchema) });
}
