// Looks for a batch whose submission ended unknown.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { VendorBatch } from '../../adapter/provider-batches.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { batchSettledMs, batchTransferMs } from '../../limits.js';
import { missing } from '../calls/call.js';
import type { BatchesOptions } from './batches-options.js';
import { bookEnd } from './book-end.js';
import { endOfItem } from './item-end.js';
import { openAccountForCaller } from './open-account.js';
import { termsOfItems } from './ordered-batch.js';

export type FoundBatch = { readonly verdict: 'found'; readonly batch: VendorBatch } | { readonly verdict: 'none' | 'undecided'; readonly batch?: undefined };

const neverTaken = new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.NETWORK, message: 'The provider never took the batch.' });

/** Where the vendor has no such batch for good, every item is booked at zero. Throws AppError. */
export async function findBatch(options: BatchesOptions, { batchId, items, submittedAtMs }: { batchId: string; items: readonly AttemptTerms[]; submittedAtMs: number }): Promise<FoundBatch> {
  if (batchId === '') throw missing('batch_id');
  const all = termsOfItems(items);
  const [{ provider, credentialId }] = all;
  const account = await openAccountForCaller(options, { provider, credentialId, timeoutMs: batchTransferMs });
  try {
    const found = await account.batches.find({ batchId, attemptIds: all.map(({ attemptId }) => attemptId), submittedAtMs }, account.context);
    if (typeof found !== 'string') return { verdict: 'found', batch: found };
    const nowMs = options.clock.now();
    // A vendor's list may be behind what it took.
    if (found === 'undecided' || nowMs - submittedAtMs < batchSettledMs) return { verdict: 'undecided' };
    for (const terms of all) bookEnd(options, endOfItem({ failure: neverTaken }, { terms, account, times: {}, nowMs, priceVersion: () => undefined }));
    return { verdict: 'none' };
  } catch (error) {
    throw account.toCaller(error);
  }
}
