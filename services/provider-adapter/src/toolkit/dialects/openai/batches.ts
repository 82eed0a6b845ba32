// Batches by file: https://platform.openai.com/docs/guides/batch, https://platform.openai.com/docs/api-reference/batch
//
// Every item is a line of a file that is uploaded first, which costs nothing; answers and failures come in two files of lines.
import type { Batch } from 'openai/resources/batches';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { BatchOrder, BatchResult, BatchState, ProviderBatches, VendorBatch } from '../../../adapter/provider-batches.js';
import { VendorFailure } from '../../../adapter/vendor-failure.js';
import { answeredItem } from '../../batches/batch-item.js';
import { findNamedBatch } from '../../batches/find-named-batch.js';
import { batchStateOf, vendorBatch } from '../../batches/vendor-batch.js';
import { statusFailure, type ReadVendorError } from '../../http/answer-failure.js';
import { callerOfSdk } from '../../http/through-sdk.js';
import { arrayAt, countAt, isObject, objectAt, parseJson, textAt, type JsonObject } from '../../json/json.js';
import { linesOf } from '../../stream/lines-of.js';
import { openAiClient } from './client.js';
import type { OpenAiDifferences } from './differences.js';
import { stepsOfCompletion } from './response.js';

export interface OpenAiBatchOptions {
  readonly itemOf: ProviderBatches['itemOf'];
  readonly readError: ReadVendorError;
  readonly differs: OpenAiDifferences;
}

/** Where the caller's own id stands in the vendor's metadata. */
const idField = 'switchyard_batch_id';
const endpoint = '/v1/chat/completions';

export function openAiBatches({ itemOf, readError, differs }: OpenAiBatchOptions): ProviderBatches {
  const ask = callerOfSdk({ open: openAiClient, readError });

  return {
    itemOf,

    upload: (order, context) =>
      ask(context, async (client) => {
        const file = new File([linesOfOrder(order)], `${order.batchId}.jsonl`, { type: 'application/jsonl' });
        return (await client.files.create({ file, purpose: 'batch' })).id;
      }),

    create: ({ batchId }, uploaded, context) =>
      ask(context, async (client) => toVendorBatch(await client.batches.create({ input_file_id: uploaded, endpoint, completion_window: '24h', metadata: { [idField]: batchId } }, { headers: { 'x-client-request-id': batchId } }))),

    get: (id, context) => ask(context, async (client) => toVendorBatch(await client.batches.retrieve(id))),

    cancel: (id, context) => ask(context, async (client) => toVendorBatch(await client.batches.cancel(id))),

    find: (wanted, context) => ask(context, (client) => findNamedBatch({ listed: client.batches.list({ limit: 100 }), nameOf: ({ metadata }) => metadata?.[idField], toVendorBatch }, wanted)),

    async *results({ resultFiles = [] }, context) {
      for (const file of resultFiles) {
        const body = await ask(context, async (client) => (await client.files.content(file)).body);
        for await (const line of linesOf(body)) {
          const result = resultOfLine(line, { readError, differs });
          if (result !== undefined) yield result;
        }
      }
    },
  };
}

function linesOfOrder({ items }: BatchOrder): string {
  return items.map(({ attemptId, body }) => `${JSON.stringify({ custom_id: attemptId, method: 'POST', url: endpoint, body })}\n`).join('');
}

/** undefined for a line that names no item: whose end it was stays unknown, which is booked as such. */
function resultOfLine(line: string, { readError, differs }: Pick<OpenAiBatchOptions, 'readError' | 'differs'>): BatchResult | undefined {
  const parsed = parseJson(line);
  if (!isObject(parsed)) return undefined;
  const attemptId = textAt(parsed, 'custom_id');
  if (attemptId === undefined) return undefined;
  const response = objectAt(parsed, 'response');
  const status = Number(countAt(response, 'status_code') ?? 0n);
  if (response === undefined || status === 0) return { attemptId, failure: unanswered(objectAt(parsed, 'error')) };
  const body = objectAt(response, 'body') ?? {};
  if (status >= 400) return { attemptId, httpStatus: status, failure: statusFailure({ status, body }, readError) };
  return answeredItem({ attemptId, httpStatus: status }, () => stepsOfCompletion(body, line, attemptId, differs));
}

const unansweredClasses: Readonly<Record<string, ErrorClass>> = { batch_expired: ErrorClass.TIMEOUT, batch_cancelled: ErrorClass.CANCELLED };

/** The code says why nobody looked at the item. */
function unanswered(error: JsonObject | undefined): VendorFailure {
  const code = textAt(error, 'code') ?? '';
  const errorClass = Object.hasOwn(unansweredClasses, code) ? unansweredClasses[code]! : ErrorClass.OVERLOADED;
  return new VendorFailure({ origin: 'vendor', errorClass, message: `The provider did not answer this item of the batch${code === '' ? '' : ` (${code.slice(0, 64)})`}.`, vendorCode: code });
}

const states: Readonly<Record<string, BatchState>> = {
  validating: 'running',
  in_progress: 'running',
  finalizing: 'running',
  cancelling: 'cancelling',
  completed: 'completed',
  cancelled: 'cancelled',
  expired: 'expired',
  failed: 'failed',
} satisfies Record<Batch['status'], BatchState>;

function toVendorBatch(batch: Batch): VendorBatch {
  const { id, status, request_counts: counts, created_at: createdAt, expires_at: expiresAt } = batch;
  return vendorBatch({
    id,
    state: batchStateOf(status, states),
    itemsTotal: counts?.total,
    itemsAnswered: counts?.completed,
    itemsFailed: counts?.failed,
    createdAtMs: createdAt * 1_000,
    endedAtMs: msOf(batch.completed_at ?? batch.cancelled_at ?? batch.expired_at ?? batch.failed_at),
    expiresAtMs: msOf(expiresAt),
    failure: status === 'failed' ? reasonOf(batch) : undefined,
    resultFiles: [batch.output_file_id, batch.error_file_id],
  });
}

function reasonOf(batch: Batch): string {
  const first = arrayAt(isObject(batch.errors) ? batch.errors : undefined, 'data')[0];
  return isObject(first) ? (textAt(first, 'message') ?? textAt(first, 'code') ?? '') : '';
}

/** Seconds since the epoch; null and undefined are "not yet". */
function msOf(seconds: number | null | undefined): number | undefined {
  return typeof seconds === 'number' ? seconds * 1_000 : undefined;
}
