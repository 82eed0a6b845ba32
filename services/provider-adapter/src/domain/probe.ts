// The cheapest legal call of a route: one word, and room for hardly more in the answer.
import { create } from '@bufbuild/protobuf';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import { AttemptRequestSchema, type AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import type { ProbeRequest } from '@switchyard/proto/provider/v1/provider_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { probeOutputTokens } from '../limits.js';

/** Throws INVALID_FIELD when the attempt is of another kind: it would be booked as what it is not. */
export function probeRequest({ terms, timers }: ProbeRequest): AttemptRequest {
  if (terms !== undefined && terms.kind !== AttemptKind.PROBE) throw new AppError(Reason.INVALID_FIELD, 'A probe is an attempt of kind probe.', { field: 'terms.kind' });
  return create(AttemptRequestSchema, {
    terms,
    timers,
    chat: { messages: [{ role: Role.USER, parts: [{ content: { case: 'text', value: 'Hi' } }] }], parameters: { maxOutputTokens: probeOutputTokens } },
  });
}
