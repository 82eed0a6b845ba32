// The cheapest legal call of a route: one word, and room for hardly more in the answer.
import { create } from '@bufbuild/protobuf';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import { AttemptRequestSchema, EmbedRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import type { ProbeRequest } from '@switchyard/proto/provider/v1/provider_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { probeOutputTokens } from '../limits.js';
import type { OrderedCall } from './calls/call.js';
import { chatCall } from './calls/chat-call.js';
import { embedCall } from './calls/embed-call.js';

const word = 'Hi';

/**
 * A model of vectors is asked for one, every other for a word. Throws INVALID_FIELD when the attempt is of another kind: it
 * would be booked as what it is not; and for models that only paint or look, where no call is cheap.
 */
export function probeCall({ terms, timers }: ProbeRequest, model: Model | undefined): OrderedCall {
  if (terms !== undefined && terms.kind !== AttemptKind.PROBE) throw new AppError(Reason.INVALID_FIELD, 'A probe is an attempt of kind probe.', { field: 'terms.kind' });
  const capabilities = model?.capabilities ?? [];
  const isOnly = (...names: string[]): boolean => capabilities.length > 0 && capabilities.every((capability) => names.includes(capability));
  if (isOnly('embedding')) return embedCall(create(EmbedRequestSchema, { terms, timers, task: { inputs: [word] } }));
  if (isOnly('embedding', 'image_generation', 'image_analysis')) throw new AppError(Reason.INVALID_FIELD, `Model ${terms?.model ?? ''} has no cheap call to be probed with.`, { field: 'terms.model', nextStep: 'Its state follows its traffic.' });
  const chat = { messages: [{ role: Role.USER, parts: [{ content: { case: 'text' as const, value: word } }] }], parameters: { maxOutputTokens: probeOutputTokens } };
  return chatCall(create(AttemptRequestSchema, { terms, timers, chat }), { isStream: false });
}
