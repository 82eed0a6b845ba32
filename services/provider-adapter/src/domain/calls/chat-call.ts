// A conversation, answered whole or as it comes.
import type { AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { ChatParameters, Message } from '@switchyard/proto/common/v1/chat';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import { AppError, Reason } from '@switchyard/common/errors';
import type { ChatOrder } from '../../adapter/chat-order.js';
import { extraObject } from '../../toolkit/order-json.js';
import { atOnce, checkTerms, missing, notOffered, taskOrderOf, type OrderedCall } from './call.js';

/** Throws INVALID_FIELD or MISSING_FIELD with the path. */
export function chatCall({ terms, chat, timers, endUser }: AttemptRequest, { isStream }: { isStream: boolean }): OrderedCall {
  const checked = checkTerms(terms);
  if (chat === undefined || chat.messages.length === 0) throw missing('chat.messages');
  const maxOutputTokens = chat.parameters?.maxOutputTokens;
  if (chat.parameters === undefined || maxOutputTokens === undefined) throw missing('chat.parameters.max_output_tokens');
  if (maxOutputTokens < 1) throw new AppError(Reason.INVALID_FIELD, `max_output_tokens is ${maxOutputTokens}; the least is 1.`, { field: 'chat.parameters.max_output_tokens' });
  const conversation: Conversation = { terms: checked, messages: chat.messages, parameters: chat.parameters, maxOutputTokens, endUser };
  return {
    terms: checked,
    timers,
    isStream,
    expected: { kind: 'chat' },
    async *steps(provider, { model, context }) {
      if (provider.complete === undefined || provider.stream === undefined) throw notOffered(provider, 'chat');
      const order = orderOf(conversation, model);
      yield* isStream ? provider.stream(order, context) : atOnce(provider.complete(order, context));
    },
  };
}

interface Conversation {
  readonly terms: AttemptTerms;
  readonly messages: readonly Message[];
  readonly parameters: ChatParameters;
  readonly maxOutputTokens: number;
  readonly endUser: string;
}

/** Throws VendorFailure when the fields of row or caller are no JSON objects. */
function orderOf({ terms, messages, parameters, maxOutputTokens, endUser }: Conversation, model: Model | undefined): ChatOrder {
  const { extraFields, ...order } = taskOrderOf(terms, { model, endUser });
  return {
    ...order,
    messages,
    parameters,
    maxOutputTokens,
    isReasoning: model?.reasoning ?? false,
    contextWindow: Number(model?.contextWindow ?? 0n),
    serviceTier: terms.serviceTier,
    extraFields: { ...extraFields, ...extraObject(parameters.extraJson, 'extra_json') },
  };
}
