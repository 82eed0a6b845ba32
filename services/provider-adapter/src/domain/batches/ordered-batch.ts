// A batch as it was ordered: checked, and every item of it for one route.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import type { BatchItem, BatchRef } from '@switchyard/proto/provider/v1/batch';
import { AppError, isAppError, Reason } from '@switchyard/common/errors';
import { batchItemsMax } from '../../limits.js';
import { checkTerms, missing } from '../calls/call.js';
import { conversationOf, type Conversation } from '../calls/chat-call.js';

/** Each by itself; whether they make a batch together is for termsOfItems to say. Throws INVALID_FIELD or MISSING_FIELD with the path. */
export function conversationsOf(items: readonly BatchItem[]): readonly Conversation[] {
  return items.map((item, index) => inside(`items[${index}]`, () => conversationOf(item)));
}

/** The terms of all items of one batch. Throws INVALID_FIELD or MISSING_FIELD with the path. */
export function termsOfItems(items: readonly AttemptTerms[]): readonly [AttemptTerms, ...AttemptTerms[]] {
  const [first, ...others] = items.map((terms, index) => inside(`items[${index}]`, () => checkTerms(terms)));
  if (first === undefined) throw missing('items');
  if (items.length > batchItemsMax) throw new AppError(Reason.INVALID_FIELD, `A batch has at most ${batchItemsMax} items, and this one has ${items.length}.`, { field: 'items', nextStep: 'Submit several batches.' });
  const ids = new Set<string>();
  for (const [index, terms] of items.entries()) {
    const field = `items[${index}].terms`;
    if (terms.kind !== AttemptKind.BATCH_ITEM) throw new AppError(Reason.INVALID_FIELD, 'An item of a batch is an attempt of kind batch item: it is priced as one.', { field: `${field}.kind`, nextStep: 'Set the kind to ATTEMPT_KIND_BATCH_ITEM.' });
    if (ids.has(terms.attemptId)) throw new AppError(Reason.INVALID_FIELD, `Attempt ${terms.attemptId} stands twice in this batch.`, { field: `${field}.attempt_id` });
    ids.add(terms.attemptId);
    const other = (['provider', 'model', 'vendorModel', 'credentialId'] as const).find((name) => terms[name] !== first[name]);
    if (other !== undefined) throw new AppError(Reason.INVALID_FIELD, 'All items of a batch go to one provider, model and credential.', { field: `${field}.${fieldNames[other]}`, nextStep: 'Submit several batches.' });
  }
  return [first, ...others];
}

/** Throws MISSING_FIELD and INVALID_FIELD. */
export function refOf(ref: BatchRef | undefined): BatchRef {
  if (ref === undefined) throw missing('ref');
  if (ref.provider === '') throw missing('ref.provider');
  if (ref.vendorBatchId === '') throw missing('ref.vendor_batch_id');
  // It becomes a part of a path.
  if (!/^[\w-]+(?:\/[\w-]+)?$/.test(ref.vendorBatchId)) throw new AppError(Reason.INVALID_FIELD, 'This is no id of a batch as a provider gives them.', { field: 'ref.vendor_batch_id', nextStep: 'Take it from the answer to SubmitBatch or FindBatch.' });
  return ref;
}

function inside<T>(place: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw isAppError(error) ? error.with({ field: `${place}.${error.options.field ?? ''}`.replace(/\.$/, '') }) : error;
  }
}

const fieldNames = { provider: 'provider', model: 'model', vendorModel: 'vendor_model', credentialId: 'credential_id' } as const;
