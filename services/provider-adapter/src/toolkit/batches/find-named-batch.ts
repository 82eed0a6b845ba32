// Looks through a vendor's list for the batch that carries the caller's name.
import type { VendorBatch, WantedBatch } from '../../adapter/provider-batches.js';
import { batchesLookedAtMax } from '../../limits.js';

interface Search<T> {
  readonly listed: AsyncIterable<T>;
  readonly toVendorBatch: (listed: T) => VendorBatch;
}

/** `none` only of a list that was read to its end: it is what a known zero rests on. */
export async function findNamedBatch<T>({ listed, toVendorBatch }: Search<T>, { batchId }: WantedBatch): Promise<VendorBatch | 'none' | 'undecided'> {
  let seen = 0;
  for await (const candidate of listed) {
    const batch = toVendorBatch(candidate);
    if (batch.callerId === batchId) return batch;
    seen += 1;
    if (seen >= batchesLookedAtMax) return 'undecided';
  }
  return 'none';
}
