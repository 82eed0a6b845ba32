// Writes a batch as the long-running operation that the vendor makes of it: https://ai.google.dev/api/batch-api#GenerateContentBatch

import type { Batch, Ending } from '../../batches/batch.js';
import type { BatchItem } from '../../batches/item.js';
import { isObject, parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';

const types = 'type.googleapis.com/google.ai.generativelanguage.v1main';
const states: Record<Ending, string> = { completed: 'BATCH_STATE_SUCCEEDED', failed: 'BATCH_STATE_FAILED', cancelled: 'BATCH_STATE_CANCELLED', expired: 'BATCH_STATE_EXPIRED' };

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto: inside an operation an error has this number and no HTTP status. */
const codes: Record<string, number> = {
  CANCELLED: 1, UNKNOWN: 2, INVALID_ARGUMENT: 3, DEADLINE_EXCEEDED: 4, NOT_FOUND: 5, PERMISSION_DENIED: 7, RESOURCE_EXHAUSTED: 8, ABORTED: 10, UNIMPLEMENTED: 12, INTERNAL: 13,
  UNAVAILABLE: 14, UNAUTHENTICATED: 16,
};

export function batchToJson(batch: Batch): JsonObject {
  const { ending } = batch;
  const name = `batches/${batch.id}`;
  const output = ending === 'completed' ? { inlinedResponses: { inlinedResponses: batch.items.map(responseOf) } } : undefined;
  return {
    name,
    metadata: {
      '@type': `${types}.GenerateContentBatch`,
      ...batch.shown,
      ...(output === undefined ? {} : { output }),
      createTime: time(batch.createdAtMs),
      ...(batch.beganAtMs.ended === undefined ? {} : { endTime: time(batch.beganAtMs.ended) }),
      updateTime: time(Math.max(...Object.values(batch.beganAtMs))),
      batchStats: statsOf(batch),
      state: stateOf(batch),
      name,
    },
    ...(ending === undefined ? {} : { done: true }),
    ...(output === undefined ? {} : { response: { '@type': `${types}.GenerateContentBatchOutput`, ...output } }),
    ...errorOf(ending),
  };
}

function stateOf({ phase, ending }: Batch): string {
  if (ending !== undefined) return states[ending];
  return phase === 'validating' ? 'BATCH_STATE_PENDING' : 'BATCH_STATE_RUNNING';
}

/** Nothing of an expired batch can be had, says the vendor's page, also what was answered; of a cancelled one it promises nothing, so here there is nothing either. */
function errorOf(ending: Ending | undefined): JsonObject {
  if (ending === 'cancelled') return { error: { code: codes['CANCELLED'], message: 'The operation was cancelled.' } };
  if (ending === 'expired') return { error: { code: codes['DEADLINE_EXCEEDED'], message: 'The batch expired before it was completed.' } };
  return {};
}

/** Counts are text, for they have 64 bits; those that are zero are left out. */
function statsOf(batch: Batch): JsonObject {
  const counts = {
    requestCount: batch.items.length,
    successfulRequestCount: batch.count('answered'),
    failedRequestCount: batch.count('refused'),
    pendingRequestCount: batch.items.length - batch.ended.length,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => [name, String(count)]));
}

/** In the order of the requests. */
function responseOf({ outcome, note }: BatchItem): JsonObject {
  const metadata = note === undefined ? {} : { metadata: note };
  if (outcome?.kind === 'answered') return { response: parseJson(outcome.body), ...metadata };
  const error = outcome?.kind === 'refused' ? outcome.described.body['error'] : undefined;
  const { status, message, details } = isObject(error) ? error : {};
  return { error: { code: codes[String(status)] ?? codes['UNKNOWN'], message, ...(details === undefined ? {} : { details }) }, ...metadata };
}

function time(ms: number): string {
  return new Date(ms).toISOString();
}
