// How an item of a batch ended, in the words that all vendors share.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { BatchResult } from '../../adapter/provider-batches.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';

/** An answer that came, whole or unreadable: what is wrong with it is that item's failure and no other's. */
export function answeredItem({ attemptId, httpStatus = 200 }: Pick<BatchResult, 'attemptId' | 'httpStatus'>, read: () => readonly AnswerStep[]): BatchResult {
  try {
    return { attemptId, httpStatus, steps: read() };
  } catch (error) {
    if (error instanceof VendorFailure) return { attemptId, httpStatus, failure: error };
    throw error;
  }
}

const endings = {
  cancelled: { errorClass: ErrorClass.CANCELLED, message: 'The batch was cancelled before this item was answered.' },
  expired: { errorClass: ErrorClass.TIMEOUT, message: 'The batch expired before this item was answered.' },
} as const;

/** The vendor's word that it did not come to the item. */
export function unreachedItem(ending: keyof typeof endings): VendorFailure {
  return new VendorFailure({ origin: 'vendor', ...endings[ending] });
}
