// One call as the router ordered it: checked, and ready to be asked of a provider. Chat, vectors and pictures differ only here.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { AttemptTimers } from '@switchyard/proto/provider/v1/attempt';
import { AppError, Reason } from '@switchyard/common/errors';
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { Provider, ProviderContext } from '../../adapter/provider.js';
import type { TaskOrder } from '../../adapter/task-orders.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { extraObject } from '../../toolkit/order-json.js';

/** What a whole answer must hold. */
export type Expected = { readonly kind: 'chat' } | { readonly kind: 'embeddings' | 'images' | 'labels'; readonly count: number };

export interface OrderedCall {
  readonly terms: AttemptTerms;
  readonly timers: AttemptTimers | undefined;
  readonly isStream: boolean;
  readonly expected: Expected;
  /** The provider's steps; nothing is sent before the first is asked for. */
  steps(provider: Provider, options: { model: Model | undefined; context: ProviderContext }): AsyncIterator<readonly AnswerStep[], void>;
}

/** Throws MISSING_FIELD with the path. */
export function checkTerms(terms: AttemptTerms | undefined): AttemptTerms {
  if (terms === undefined) throw missing('terms');
  for (const field of ['attemptId', 'provider', 'vendorModel'] as const) if (terms[field] === '') throw missing(`terms.${fieldNames[field]}`);
  return terms;
}

/** Throws VendorFailure when the fields of the row are no JSON object. */
export function taskOrderOf(terms: AttemptTerms, { model, endUser }: { model: Model | undefined; endUser: string }): TaskOrder {
  return { attemptId: terms.attemptId, model: terms.vendorModel, endUser, extraFields: extraObject(model?.customParametersJson ?? '', 'custom_parameters_json') };
}

/** An answer that comes at once, as a single batch. */
export async function* atOnce(answer: Promise<readonly AnswerStep[]>): AsyncGenerator<readonly AnswerStep[], void> {
  yield await answer;
}

/** The catalog's row promises what this kind of provider cannot do: another route may. */
export function notOffered(provider: Provider, what: string): VendorFailure {
  return new VendorFailure({ origin: 'order', errorClass: ErrorClass.MODEL_GONE, message: `Providers of type ${provider.id} offer no ${what}; mend the capabilities of the model's row.` });
}

export function missing(field: string): AppError {
  return new AppError(Reason.MISSING_FIELD, `${field} is missing.`, { field });
}

const fieldNames = { attemptId: 'attempt_id', provider: 'provider', vendorModel: 'vendor_model' } as const;
