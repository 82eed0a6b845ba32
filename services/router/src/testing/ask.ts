// A request as the decision sees it, from what a caller would write.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { GenerateRequestSchema } from '@switchyard/proto/router/v1/generate';
import type { KeyPrincipal } from '@switchyard/common/identity';
import { admit } from '../domain/admit.js';
import type { Asked } from '../domain/asked.js';
import { principal } from './world.js';

export const askedAtMs = 1_700_000_000_000;

export function ask(request: MessageInitShape<typeof GenerateRequestSchema>, options: { key?: Partial<KeyPrincipal>; streaming?: boolean; deadlineMs?: number } = {}): Asked {
  return admit({
    request: create(GenerateRequestSchema, { prompt: request.messages === undefined ? 'hello' : '', ...request }),
    principal: { ...principal, ...options.key },
    requestId: 'request-1',
    door: 'grpc',
    traceId: '',
    streaming: options.streaming ?? false,
    nowMs: askedAtMs,
    deadlineMs: options.deadlineMs,
  });
}
