// From the router's request to the order that a provider gets.
import type { AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { ChatParameters, Message } from '@switchyard/proto/common/v1/chat';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import { AppError, Reason } from '@switchyard/common/errors';
import type { ChatOrder } from '../adapter/chat-order.js';
import { extraObject } from '../toolkit/order-json.js';

export interface CheckedRequest {
  readonly terms: AttemptTerms;
  readonly messages: readonly Message[];
  readonly parameters: ChatParameters;
  readonly maxOutputTokens: number;
  readonly timers: AttemptRequest['timers'];
  readonly endUser: string;
}

/** Throws INVALID_FIELD or MISSING_FIELD with the path. */
export function checkRequest({ terms, chat, timers, endUser }: AttemptRequest): CheckedRequest {
  if (terms === undefined) throw missing('terms');
  for (const field of ['attemptId', 'provider', 'vendorModel'] as const) if (terms[field] === '') throw missing(`terms.${fieldNames[field]}`);
  if (chat === undefined || chat.messages.length === 0) throw missing('chat.messages');
  const maxOutputTokens = chat.parameters?.maxOutputTokens;
  if (chat.parameters === undefined || maxOutputTokens === undefined) throw missing('chat.parameters.max_output_tokens');
  if (maxOutputTokens < 1) throw new AppError(Reason.INVALID_FIELD, `max_output_tokens is ${maxOutputTokens}; the least is 1.`, { field: 'chat.parameters.max_output_tokens' });
  return { terms, messages: chat.messages, parameters: chat.parameters, maxOutputTokens, timers, endUser };
}

/** Throws VendorFailure when the fields of row or caller are no JSON objects. */
export function chatOrderOf({ terms, messages, parameters, maxOutputTokens, endUser }: CheckedRequest, model: Model | undefined): ChatOrder {
  return {
    attemptId: terms.attemptId,
    model: terms.vendorModel,
    messages,
    parameters,
    maxOutputTokens,
    isReasoning: model?.reasoning ?? false,
    contextWindow: Number(model?.contextWindow ?? 0n),
    endUser,
    serviceTier: terms.serviceTier,
    extraFields: {
      ...extraObject(model?.customParametersJson ?? '', 'custom_parameters_json'),
      ...extraObject(parameters.extraJson, 'chat.parameters.extra_json'),
    },
  };
}

const fieldNames = { attemptId: 'attempt_id', provider: 'provider', vendorModel: 'vendor_model' } as const;

function missing(field: string): AppError {
  return new AppError(Reason.MISSING_FIELD, `${field} is missing.`, { field });
}
