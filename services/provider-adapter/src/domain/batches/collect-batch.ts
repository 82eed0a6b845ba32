// The ends of a batch's items, each in the journal before it is told. Collecting again tells the same, and is booked once.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { BatchRef } from '@switchyard/proto/provider/v1/batch';
import { AppError, Reason } from '@switchyard/common/errors';
import { hasEnded, type BatchState, type VendorBatch } from '../../adapter/provider-batches.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { batchTransferMs } from '../../limits.js';
import type { BatchesOptions } from './batches-options.js';
import { bookEnd } from './book-end.js';
import { endOfItem, type ItemEnd, type KnownOfItem } from './item-end.js';
import { openAccountForCaller } from './open-account.js';
import { refOf, termsOfItems } from './ordered-batch.js';

/** Throws CONFLICT while the batch still runs, and AppError for what the provider is to blame for. */
export async function* collectBatch(options: BatchesOptions, { ref, items }: { ref: BatchRef | undefined; items: readonly AttemptTerms[] }): AsyncGenerator<ItemEnd, void> {
  const { provider, credentialId, vendorBatchId } = refOf(ref);
  const all = termsOfItems(items);
  if (all[0].provider !== provider || all[0].credentialId !== credentialId) throw new AppError(Reason.INVALID_FIELD, 'The items were submitted to another provider or with another credential than the batch.', { field: 'items', nextStep: 'Send the terms that this batch was submitted with.' });
  const waiting = new Map(all.map((terms) => [terms.attemptId, terms]));
  const account = await openAccountForCaller(options, { provider, credentialId, timeoutMs: batchTransferMs });
  try {
    const batch = await account.batches.get(vendorBatchId, account.context);
    if (!hasEnded(batch)) throw new AppError(Reason.CONFLICT, `Batch ${vendorBatchId} has not ended yet: it is ${batch.state}.`, { nextStep: 'Ask GetBatch again later, or cancel it first.' });
    const learn = (terms: AttemptTerms, result: KnownOfItem): ItemEnd => bookEnd(options, endOfItem(result, { terms, account, times: batch, nowMs: options.clock.now(), priceVersion: () => options.catalog.priceVersion(terms.priceVersion) }));
    for await (const result of account.batches.results(batch, account.context)) {
      const terms = waiting.get(result.attemptId);
      // Told twice, or none of these: nothing to book.
      if (terms === undefined) continue;
      waiting.delete(result.attemptId);
      yield learn(terms, result);
    }
    for (const terms of waiting.values()) yield learn(terms, leftOver(batch));
  } catch (error) {
    throw account.toCaller(error);
  }
}

const reasons: Readonly<Partial<Record<BatchState, { errorClass: ErrorClass; message: string }>>> = {
  cancelled: { errorClass: ErrorClass.CANCELLED, message: 'The batch was cancelled, and the provider tells nothing of this item.' },
  expired: { errorClass: ErrorClass.TIMEOUT, message: 'The batch expired, and the provider tells nothing of this item.' },
  failed: { errorClass: ErrorClass.CALLER, message: 'The provider refused the whole batch.' },
  completed: { errorClass: ErrorClass.BAD_OUTPUT, message: 'The batch is complete, and the provider tells nothing of this item.' },
};

/** An item that the results do not mention. Only where the whole batch was refused is it known that nothing was paid. */
function leftOver({ state, failure: why = '' }: VendorBatch): KnownOfItem {
  const { errorClass, message } = reasons[state]!;
  return { failure: new VendorFailure({ origin: 'vendor', errorClass, message: why === '' ? message : `${message} It said: ${why}` }), isUntold: state !== 'failed' };
}
