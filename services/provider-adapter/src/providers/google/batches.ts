// Batches of the Gemini API: https://ai.google.dev/gemini-api/docs/batch-api, https://ai.google.dev/api/batch-api
//
// Items go inside the call, and their answers stand inside the batch. Creating and reading are plain calls, because items
// and answers are bodies of this dialect, which the SDK would read and write in words of its own; the rest is the SDK's.
import type { BatchJob, JobState } from '@google/genai/web';
import type { BatchContext, BatchOrder, BatchResult, BatchState, ProviderBatches, VendorBatch } from '../../adapter/provider-batches.js';
import type { VendorFailure } from '../../adapter/vendor-failure.js';
import { answeredItem, arrayAt, badOutput, batchStateOf, callerOfSdk, cannotSay, eventFailure, findNamedBatch, isObject, objectAt, parseObject, readGoogleError, textAt, throughSdk, unreachedItem, vendorBatch, type JsonObject } from '../../toolkit/index.js';
import { accountHeaders } from './account.js';
import { GoogleAnswer } from './answer.js';
import { googleClient } from './client.js';
import { isVertex, pathOf, versionOf } from './endpoint.js';
import { toGoogleRequest } from './request.js';

const ask = callerOfSdk({ open: googleClient, readError: readGoogleError });

export const googleBatches: ProviderBatches = {
  itemOf(order, context) {
    if (isVertex(context)) throw cannotSay('items', 'Vertex AI takes batches from its own storage only; use the Gemini API.');
    return toGoogleRequest(order, context);
  },

  async create(order, _uploaded, context) {
    const operation = await call(context, { method: 'POST', path: pathOf(context, order.model, 'batchGenerateContent'), body: bodyOf(order), requestId: order.batchId });
    return vendorBatch({ id: operation['name'], state: 'running', itemsTotal: order.items.length, createdAtMs: Date.parse(textAt(objectAt(operation, 'metadata'), 'createTime') ?? '') });
  },

  get: (name, context) => ask(context, async (client) => toVendorBatch(await client.batches.get({ name }))),

  cancel: (name, context) =>
    ask(context, async (client) => {
      await client.batches.cancel({ name });
      return toVendorBatch(await client.batches.get({ name }));
    }),

  find: (wanted, context) => ask(context, async (client) => findNamedBatch({ listed: await client.batches.list({ config: { pageSize: 100 } }), nameOf: ({ displayName }) => displayName, toVendorBatch }, wanted)),

  async *results({ id }, context) {
    const operation = await call(context, { method: 'GET', path: `/${encodeURIComponent(versionOf(context))}/${pathOfName(id)}` });
    for (const item of itemsOf(operation)) {
      const attemptId = textAt(objectAt(item, 'metadata'), 'key');
      if (attemptId !== undefined) yield resultOf(attemptId, item);
    }
  },
};

function bodyOf({ batchId, items }: BatchOrder): object {
  const requests = items.map(({ attemptId, body }) => ({ request: body, metadata: { key: attemptId } }));
  return { batch: { display_name: batchId, input_config: { requests: { requests } } } };
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly requestId?: string;
}

function call(context: BatchContext, { method, path, body, requestId }: Call): Promise<JsonObject> {
  return throughSdk({ fetch: context.fetch, readError: readGoogleError }, async (fetch) => {
    const headers = { ...(await accountHeaders(context)), 'content-type': 'application/json', ...(requestId === undefined ? {} : { 'x-client-request-id': requestId }) };
    const response = await fetch(`${context.baseUrl}${path}`, { method, headers, signal: AbortSignal.timeout(context.timeoutMs), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return parseObject(await response.text(), "The provider's answer");
  });
}

/** Such as batches/123. */
function pathOfName(name: string): string {
  if (!/^[\w-]+\/[\w-]+$/.test(name)) throw badOutput('The batch has no name such as batches/123.');
  return name;
}

function itemsOf(operation: JsonObject): readonly JsonObject[] {
  const output = objectAt(operation, 'response') ?? objectAt(objectAt(operation, 'metadata'), 'output');
  return arrayAt(objectAt(output, 'inlinedResponses'), 'inlinedResponses').filter(isObject);
}

function resultOf(attemptId: string, item: JsonObject): BatchResult {
  const error = objectAt(item, 'error');
  if (error !== undefined) return { attemptId, failure: failureOf(error) };
  return answeredItem({ attemptId }, () => new GoogleAnswer(attemptId).takeWhole(objectAt(item, 'response') ?? {}));
}

// The numbers of https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto: inside a batch there is no HTTP status.
const codes: Readonly<Record<number, string>> = {
  1: 'CANCELLED', 3: 'INVALID_ARGUMENT', 4: 'DEADLINE_EXCEEDED', 5: 'NOT_FOUND', 7: 'PERMISSION_DENIED', 8: 'RESOURCE_EXHAUSTED', 9: 'FAILED_PRECONDITION', 11: 'OUT_OF_RANGE', 13: 'INTERNAL', 14: 'UNAVAILABLE', 16: 'UNAUTHENTICATED',
};

function failureOf(error: JsonObject): VendorFailure {
  const status = codes[Number(error['code'])] ?? 'UNKNOWN';
  if (status === 'CANCELLED') return unreachedItem('cancelled');
  return eventFailure(readGoogleError({ error: { ...error, status } }));
}

const states: Readonly<Record<string, BatchState>> = {
  JOB_STATE_SUCCEEDED: 'completed',
  JOB_STATE_PARTIALLY_SUCCEEDED: 'completed',
  JOB_STATE_FAILED: 'failed',
  JOB_STATE_CANCELLING: 'cancelling',
  JOB_STATE_CANCELLED: 'cancelled',
  JOB_STATE_EXPIRED: 'expired',
} satisfies Partial<Record<`${JobState}`, BatchState>>;

function toVendorBatch({ name, state, createTime, endTime, error, completionStats }: BatchJob): VendorBatch {
  const [answered, failed, open] = [completionStats?.successfulCount, completionStats?.failedCount, completionStats?.incompleteCount].map(countOf) as [number, number, number];
  return vendorBatch({
    id: name,
    state: batchStateOf(state, states),
    itemsTotal: answered + failed + open,
    itemsAnswered: answered,
    itemsFailed: failed,
    createdAtMs: Date.parse(createTime ?? ''),
    endedAtMs: Date.parse(endTime ?? ''),
    failure: error?.message,
  });
}

/** Counts are text here, and the vendor's -1 is "not known", as is NaN. */
function countOf(text: string | undefined): number {
  const count = Number(text ?? NaN);
  return count < 0 ? NaN : count;
}
