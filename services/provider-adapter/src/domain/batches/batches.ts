// Batches of conversations. An item ends hours after its call, perhaps in front of another adapter, so nothing is kept here:
// who submits a batch keeps its items' terms, and brings them to learn their ends.
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { BatchRef, SubmitBatchRequest } from '@switchyard/proto/provider/v1/batch';
import { hasEnded, type VendorBatch } from '../../adapter/provider-batches.js';
import { batchAskMs } from '../../limits.js';
import type { BatchesOptions } from './batches-options.js';
import { collectBatch } from './collect-batch.js';
import { findBatch, type FoundBatch } from './find-batch.js';
import type { ItemEnd } from './item-end.js';
import { openAccountForCaller, type OpenAccount } from './open-account.js';
import { refOf } from './ordered-batch.js';
import { submitBatch, type Submitted } from './submit-batch.js';

export class Batches {
  readonly #options: BatchesOptions;

  constructor(options: BatchesOptions) {
    this.#options = options;
  }

  submit(request: Pick<SubmitBatchRequest, 'batchId' | 'items'>): Promise<Submitted> {
    return submitBatch(this.#options, request);
  }

  find(wanted: { batchId: string; items: readonly AttemptTerms[]; submittedAtMs: number }): Promise<FoundBatch> {
    return findBatch(this.#options, wanted);
  }

  collect(wanted: { ref: BatchRef | undefined; items: readonly AttemptTerms[] }): AsyncGenerator<ItemEnd, void> {
    return collectBatch(this.#options, wanted);
  }

  /** Throws AppError. */
  async get(ref: BatchRef | undefined): Promise<VendorBatch> {
    return this.#ask(refOf(ref), ({ batches, context }, id) => batches.get(id, context));
  }

  /** Throws AppError. */
  async cancel(ref: BatchRef | undefined): Promise<VendorBatch> {
    return this.#ask(refOf(ref), async ({ batches, context }, id) => {
      try {
        return await batches.cancel(id, context);
      } catch (error) {
        // Vendors refuse to cancel what has ended meanwhile; that is no failure.
        const now = await batches.get(id, context).catch(() => undefined);
        if (now === undefined || !hasEnded(now)) throw error;
        return now;
      }
    });
  }

  async #ask({ provider, credentialId, vendorBatchId }: BatchRef, what: (account: OpenAccount, id: string) => Promise<VendorBatch>): Promise<VendorBatch> {
    const account = await openAccountForCaller(this.#options, { provider, credentialId, timeoutMs: batchAskMs });
    try {
      return await what(account, vendorBatchId);
    } catch (error) {
      throw account.toCaller(error);
    }
  }
}
