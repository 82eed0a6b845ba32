// Looks through a vendor's list, newest first, for the batch that carries the caller's name.
import type { VendorBatch, WantedBatch } from '../../adapter/provider-batches.js';
import { batchClockSkewMs, batchesLookedAtMax } from '../../limits.js';

interface Search<T> {
  readonly listed: AsyncIterable<T>;
  readonly nameOf: (listed: T) => string | undefined;
  readonly toVendorBatch: (listed: T) => VendorBatch;
}

export async function findNamedBatch<T>({ listed, nameOf, toVendorBatch }: Search<T>, { batchId, submittedAtMs }: WantedBatch): Promise<VendorBatch | 'none' | 'undecided'> {
  let seen = 0;
  for await (const candidate of listed) {
    const batch = toVendorBatch(candidate);
    if (nameOf(candidate) === batchId) return batch;
    seen += 1;
    if (seen >= batchesLookedAtMax) return 'undecided';
    if (isTooOld(batch, submittedAtMs)) return 'none';
  }
  return 'none';
}

/** It was made clearly before the one that is looked for, and so were all that a list has after it. */
export function isTooOld({ createdAtMs }: VendorBatch, submittedAtMs: number): boolean {
  return createdAtMs !== undefined && createdAtMs < submittedAtMs - batchClockSkewMs;
}
