// The RPCs of batches: translate, ask the domain, translate.
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs, timestampMs } from '@bufbuild/protobuf/wkt';
import { BatchState, FindBatchVerdict, type BatchSchema, type CancelBatchRequest, type CollectBatchRequest, type CollectBatchResponseSchema, type FindBatchRequest, type GetBatchRequest, type SubmitBatchRequest } from '@switchyard/proto/provider/v1/batch';
import type { Call } from '@switchyard/common/grpc';
import type { VendorBatch } from '../adapter/provider-batches.js';
import type { Batches } from '../domain/batches/batches.js';
import { missing } from '../domain/calls/call.js';
import { partsOf } from './results.js';

type Batch = MessageInitShape<typeof BatchSchema>;

export function batchHandlers(batches: Batches) {
  return {
    async submitBatch(request: SubmitBatchRequest) {
      const { batch, report } = await batches.submit(request);
      return batch === undefined ? { report } : { batch: toBatch(batch), report };
    },
    async getBatch({ ref }: GetBatchRequest) {
      return { batch: toBatch(await batches.get(ref)) };
    },
    async findBatch({ batchId, items, submittedAt }: FindBatchRequest) {
      if (submittedAt === undefined) throw missing('submitted_at');
      const { verdict, batch } = await batches.find({ batchId, items, submittedAtMs: timestampMs(submittedAt) });
      return { verdict: verdicts[verdict], ...(batch === undefined ? {} : { batch: toBatch(batch) }) };
    },
    async cancelBatch({ ref }: CancelBatchRequest) {
      return { batch: toBatch(await batches.cancel(ref)) };
    },
    async *collectBatch({ ref, batchId, items }: CollectBatchRequest, { signal }: Pick<Call, 'signal'>): AsyncGenerator<MessageInitShape<typeof CollectBatchResponseSchema>, void> {
      for await (const { answer, report, fact } of batches.collect({ ref, batchId, items, signal })) yield { attemptId: fact.terms?.attemptId ?? '', parts: partsOf(answer), report };
    },
  };
}

const states = {
  running: BatchState.RUNNING,
  cancelling: BatchState.CANCELLING,
  completed: BatchState.COMPLETED,
  cancelled: BatchState.CANCELLED,
  expired: BatchState.EXPIRED,
  failed: BatchState.FAILED,
} as const;

const verdicts = { found: FindBatchVerdict.FOUND, none: FindBatchVerdict.NONE, undecided: FindBatchVerdict.UNDECIDED } as const;

function toBatch({ id, state, itemsTotal, itemsAnswered, itemsFailed, createdAtMs, endedAtMs, expiresAtMs, failure = '' }: VendorBatch): Batch {
  const count = (value: number | undefined): bigint | undefined => (value === undefined ? undefined : BigInt(value));
  const time = (ms: number | undefined) => (ms === undefined ? undefined : timestampFromMs(ms));
  return {
    vendorBatchId: id,
    state: states[state],
    itemsTotal: count(itemsTotal),
    itemsAnswered: count(itemsAnswered),
    itemsFailed: count(itemsFailed),
    createdAt: time(createdAtMs),
    endedAt: time(endedAtMs),
    expiresAt: time(expiresAtMs),
    failure,
  };
}
