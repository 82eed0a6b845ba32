// From a validated request to what the decision works on.
import { create } from '@bufbuild/protobuf';
import { ChatParametersSchema, ChatSchema, MessageSchema, Role, type Chat } from '@switchyard/proto/common/v1/chat';
import { PayerSchema } from '@switchyard/proto/common/v1/attempt';
import type { GenerateRequest } from '@switchyard/proto/router/v1/generate';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { parseUsd } from '@switchyard/common/money';
import { estimatePromptTokens } from '@switchyard/common/tokens';
import { deadlineDefaultMs, deadlineMarginMs, deadlineMaxMs } from '../limits.js';
import type { Asked } from './asked.js';
import { needsOf } from './needs.js';
import { promptOfChat } from './prompt-of-chat.js';

export interface Arrival {
  readonly request: GenerateRequest;
  readonly principal: KeyPrincipal;
  readonly requestId: string;
  readonly door: string;
  readonly traceId: string;
  readonly streaming: boolean;
  readonly nowMs: number;
  /** The caller's own deadline, Unix ms; undefined when it named none. */
  readonly deadlineMs: number | undefined;
}

export function admit({ request, principal, requestId, door, traceId, streaming, nowMs, deadlineMs }: Arrival): Asked {
  const chat = unfoldShorthands(request);
  const prompt = promptOfChat(chat);
  return {
    requestId,
    request,
    chat,
    prompt,
    inputTokensEstimate: request.requirements?.contextLength ?? BigInt(estimatePromptTokens(prompt)),
    payer: create(PayerSchema, {
      tenant: principal.tenant,
      project: principal.project,
      feature: request.feature || (request.model.startsWith('feature:') ? request.model.slice('feature:'.length) : ''),
      apiKey: principal.keyId,
      labels: request.labels,
      endUser: request.endUser,
    }),
    keyModels: principal.models,
    streaming,
    deadlineMs: Math.min(deadlineMs === undefined ? nowMs + deadlineDefaultMs : deadlineMs - deadlineMarginMs, nowMs + deadlineMaxMs),
    arrivedAtMs: nowMs,
    costLimitPicoUsd: request.costLimitUsd === '' ? undefined : parseUsd(request.costLimitUsd),
    needs: needsOf(chat),
    door,
    traceId,
  };
}

function unfoldShorthands(request: GenerateRequest): Chat {
  const messages = [...request.messages];
  if (request.systemPrompt !== '') messages.unshift(create(MessageSchema, { role: Role.SYSTEM, parts: [{ content: { case: 'text', value: request.systemPrompt } }] }));
  if (request.prompt !== '') messages.push(create(MessageSchema, { role: Role.USER, parts: [{ content: { case: 'text', value: request.prompt } }] }));
  // In one process messages are handed over as they are, so none may be half made.
  return create(ChatSchema, { messages, parameters: request.parameters ?? create(ChatParametersSchema) });
}
