// A conversation, answered whole or as it comes.
import type { AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { ChatParameters, Message } from '@switchyard/proto/common/v1/chat';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import { AppError, Reason } from '@switchyard/common/errors';
import type { ChatOrder } from '../../adapter/chat-order.js';
import { extraObject, mergeFields } from '../../toolkit/order-json.js';
import { atOnce, checkTerms, missing, notOffered, taskOrderOf, type OrderedCall } from './call.js';

/** Throws INVALID_FIELD or MISSING_FIELD with the path. */
export function chatCall(request: AttemptRequest, { isStream }: { isStream: boolean }): OrderedCall {
  const conversation = conversationOf(request);
  return {
    terms: conversation.terms,
    timers: request.timers,
    isStream,
    expected: { kind: 'chat' },
    async *steps(provider, { model, context }) {
      if (provider.complete === undefined || provider.stream === undefined) throw notOffered(provider, 'chat');
      const order = chatOrderOf(conversation, model);
      yield* isStream ? provider.stream(order, context) : atOnce(provider.complete(order, context));
    },
  };
}

/** A conversation that was checked. */
export interface Conversation {
  readonly terms: AttemptTerms;
  readonly messages: readonly Message[];
  readonly parameters: ChatParameters;
  readonly maxOutputTokens: number;
  readonly endUser: string;
}

/** Throws INVALID_FIELD or MISSING_FIELD with the path. */
export function conversationOf({ terms, chat, endUser }: Pick<AttemptRequest, 'terms' | 'chat' | 'endUser'>): Conversation {
  const checked = checkTerms(terms);
  if (chat === undefined || chat.messages.length === 0) throw missing('chat.messages');
  const maxOutputTokens = chat.parameters?.maxOutputTokens;
  if (chat.parameters === undefined || maxOutputTokens === undefined) throw missing('chat.parameters.max_output_tokens');
  if (maxOutputTokens < 1) throw new AppError(Reason.INVALID_FIELD, `max_output_tokens is ${maxOutputTokens}; the least is 1.`, { field: 'chat.parameters.max_output_tokens' });
  return { terms: checked, messages: chat.messages, parameters: chat.parameters, maxOutputTokens, endUser };
}

/** Throws VendorFailure when the fields of row or caller are no JSON objects. */
export function chatOrderOf({ terms, messages, parameters, maxOutputTokens, endUser }: Conversation, model: Model | undefined): ChatOrder {
  const { extraFields, ...order } = taskOrderOf(terms, { model, endUser });
  return {
    ...order,
    messages,
    parameters,
    maxOutputTokens,
    isReasoning: model?.reasoning ?? false,
    contextWindow: Number(model?.contextWindow ?? 0n),
    serviceTier: terms.serviceTier,
    extraFields: mergeFields(extraFields, extraObject(parameters.extraJson, 'extra_json')),
  };
}
