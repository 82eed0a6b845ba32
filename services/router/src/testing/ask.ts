// A request as the decision sees it, from what a caller would write.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { GenerateRequestSchema } from '@switchyard/proto/router/v1/generate';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { admit } from '../domain/admit.js';
import { chatAsk } from '../domain/ask-of.js';
import type { Asked } from '../domain/asked.js';
import type { Ask } from '../domain/task.js';
import { principal } from './world.js';

export const askedAtMs = 1_700_000_000_000;

interface AskOptions {
  readonly key?: Partial<KeyPrincipal>;
  readonly streaming?: boolean;
  readonly deadlineMs?: number;
}

/** A conversation. */
export function ask(request: MessageInitShape<typeof GenerateRequestSchema>, options: AskOptions = {}): Asked {
  return askFor(chatAsk(create(GenerateRequestSchema, { prompt: request.messages === undefined ? 'hello' : '', ...request })), options);
}

export function askFor(wanted: Ask, options: AskOptions = {}): Asked {
  return admit({
    ask: wanted,
    principal: { ...principal, ...options.key },
    requestId: 'request-1',
    door: 'grpc',
    traceId: '',
    streaming: options.streaming ?? false,
    nowMs: askedAtMs,
    deadlineMs: options.deadlineMs,
  });
}
