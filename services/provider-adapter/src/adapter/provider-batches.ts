// What a provider that sells batches can do: hand many conversations over at once, and fetch their answers when they are ready.
import type { AnswerStep } from './answer-step.js';
import type { ChatOrder } from './chat-order.js';
import type { ListingContext } from './provider.js';
import type { VendorFailure } from './vendor-failure.js';

export interface ProviderBatches {
  /** One conversation as the vendor takes it in a batch. Pure. Throws VendorFailure for what it cannot say. */
  itemOf(order: ChatOrder, context: BatchContext): unknown;
  /** What has to be there before the batch, such as a file. It is free of charge, and one that is in vain stays until its vendor forgets it. */
  upload?(order: BatchOrder, context: BatchContext): Promise<string>;
  /** The call that costs money; made once. `uploaded` is what upload gave, else empty. Throws VendorFailure. */
  create(order: BatchOrder, uploaded: string, context: BatchContext): Promise<VendorBatch>;
  /** Throws VendorFailure. */
  get(id: string, context: BatchContext): Promise<VendorBatch>;
  /** Throws VendorFailure; a batch that has ended meanwhile is no failure. */
  cancel(id: string, context: BatchContext): Promise<VendorBatch>;
  /** Looks through the vendor's list. `undecided`: one of them may be it. Throws VendorFailure. */
  find(wanted: WantedBatch, context: BatchContext): Promise<VendorBatch | 'none' | 'undecided'>;
  /** Every answer that there is, in the vendor's order; of a batch that has ended. Throws VendorFailure. */
  results(batch: VendorBatch, context: BatchContext): AsyncGenerator<BatchResult, void>;
}

/** The SDK's way out, whose answers may be as long as a batch's results. */
export interface BatchContext extends ListingContext {
  /** What was changed, dropped or assumed of an item. */
  warn(sentence: string): void;
}

export interface BatchOrder {
  /** The caller's; put where the vendor's list shows it again. */
  readonly batchId: string;
  /** What the vendor calls the model. */
  readonly model: string;
  readonly items: readonly { readonly attemptId: string; readonly body: unknown }[];
}

export interface WantedBatch {
  readonly batchId: string;
  readonly attemptIds: readonly string[];
  /** Batches that are clearly older need not be looked at. */
  readonly submittedAtMs: number;
}

export type BatchState = 'running' | 'cancelling' | 'completed' | 'cancelled' | 'expired' | 'failed';

export interface VendorBatch {
  readonly id: string;
  readonly state: BatchState;
  readonly itemsTotal?: number | undefined;
  readonly itemsAnswered?: number | undefined;
  readonly itemsFailed?: number | undefined;
  readonly createdAtMs?: number | undefined;
  readonly endedAtMs?: number | undefined;
  readonly expiresAtMs?: number | undefined;
  /** The vendor's reason for `failed`. */
  readonly failure?: string | undefined;
  /** Where its answers are, by the vendor's own words. */
  readonly resultFiles?: readonly string[] | undefined;
}

/** One item's end. */
export interface BatchResult {
  readonly attemptId: string;
  /** The answer's steps. */
  readonly steps?: readonly AnswerStep[];
  /** The vendor says that it did not answer this item; then it is not paid for. */
  readonly failure?: VendorFailure;
  /** Of the item's own answer; undefined when the vendor tells none. */
  readonly httpStatus?: number | undefined;
}

export function hasEnded({ state }: Pick<VendorBatch, 'state'>): boolean {
  return state !== 'running' && state !== 'cancelling';
}
