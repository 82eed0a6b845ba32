// Message batches: https://docs.claude.com/en/docs/build-with-claude/batch-processing, https://docs.claude.com/en/api/creating-message-batches
//
// Items go in one call and come back as lines. A batch carries no name of the caller's, so one whose acceptance was lost
// is known only by the names of its items, which are told when it has ended.
import type Anthropic from '@anthropic-ai/sdk';
import type { MessageBatch, MessageBatchIndividualResponse } from '@anthropic-ai/sdk/resources/messages/batches';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AnswerStep } from '../../adapter/answer-step.js';
import { hasEnded, type BatchContext, type BatchResult, type BatchState, type ProviderBatches, type VendorBatch } from '../../adapter/provider-batches.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { batchClockSkewMs, batchesLookedAtMax } from '../../limits.js';
import { eventFailure, isObject, throughSdk } from '../../toolkit/index.js';
import { anthropicClient } from './client.js';
import { readAnthropicError } from './error.js';
import { toAnthropicRequest } from './request.js';
import { stepsOfMessage } from './response.js';

const ask = <T>(context: BatchContext, work: (client: Anthropic) => Promise<T>): Promise<T> =>
  throughSdk({ fetch: context.fetch, readError: readAnthropicError }, async (fetch) => work(await anthropicClient({ ...context, fetch })));

export const anthropicBatches: ProviderBatches = {
  itemOf: (order, context) => toAnthropicRequest(order, context),

  create: ({ items, batchId }, _uploaded, context) =>
    ask(context, async (client) => {
      // The body is the one of the plain call, which is checked against the SDK's types where it is made.
      const requests = items.map(({ attemptId, body }) => ({ custom_id: attemptId, params: body as Anthropic.MessageCreateParamsNonStreaming }));
      return toVendorBatch(await client.messages.batches.create({ requests }, { headers: { 'x-client-request-id': batchId } }));
    }),

  get: (id, context) => ask(context, async (client) => toVendorBatch(await client.messages.batches.retrieve(id))),

  cancel: (id, context) => ask(context, async (client) => toVendorBatch(await client.messages.batches.cancel(id))),

  find: ({ attemptIds, submittedAtMs }, context) =>
    ask(context, async (client) => {
      const wanted = new Set(attemptIds);
      let mayBe = false;
      let seen = 0;
      for await (const listed of client.messages.batches.list({ limit: 100 })) {
        const batch = toVendorBatch(listed);
        // Newest first.
        if (batch.createdAtMs !== undefined && batch.createdAtMs < submittedAtMs - batchClockSkewMs) break;
        seen += 1;
        if (seen > batchesLookedAtMax) return 'undecided';
        if (batch.itemsTotal !== wanted.size) continue;
        if (!hasEnded(batch)) mayBe = true;
        else if (await holdsOneOf(client, batch.id, wanted)) return batch;
      }
      return mayBe ? 'undecided' : 'none';
    }),

  async *results({ id }, context) {
    const lines = await ask(context, (client) => client.messages.batches.results(id));
    for await (const line of lines) {
      const result = resultOf(line);
      if (result !== undefined) yield result;
    }
  },
};

/** All its items are of one batch, so the first one tells. */
async function holdsOneOf(client: Anthropic, id: string, wanted: ReadonlySet<string>): Promise<boolean> {
  for await (const { custom_id: attemptId } of await client.messages.batches.results(id)) return wanted.has(attemptId);
  return false;
}

/** undefined for a line that names no item. */
function resultOf(line: MessageBatchIndividualResponse): BatchResult | undefined {
  const { custom_id: attemptId, result } = line;
  if (typeof attemptId !== 'string' || !isObject(result)) return undefined;
  switch (result.type) {
    case 'succeeded':
      return answered(attemptId, result.message);
    case 'errored':
      return { attemptId, failure: eventFailure(readAnthropicError({ ...result.error })) };
    case 'canceled':
      return { attemptId, failure: new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.CANCELLED, message: 'The batch was cancelled before this item was answered.' }) };
    case 'expired':
      return { attemptId, failure: new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.TIMEOUT, message: 'The batch expired before this item was answered.' }) };
    default:
      return undefined;
  }
}

function answered(attemptId: string, message: Anthropic.Message): BatchResult {
  try {
    return { attemptId, httpStatus: 200, steps: stepsOfMessage({ ...message }).map(withoutBatchTier) };
  } catch (error) {
    if (error instanceof VendorFailure) return { attemptId, httpStatus: 200, failure: error };
    throw error;
  }
}

/** Messages of a batch call `batch` their tier; it is what every item of one is priced as, and no tier of its own. */
function withoutBatchTier(step: AnswerStep): AnswerStep {
  return step.type === 'meta' && step.tier === 'batch' ? { ...step, tier: undefined } : step;
}

function toVendorBatch(batch: MessageBatch): VendorBatch {
  const { id, request_counts: counts, created_at: createdAt, ended_at: endedAt, expires_at: expiresAt } = batch;
  const { processing = 0, succeeded = 0, errored = 0, canceled = 0, expired = 0 } = counts;
  return {
    id,
    state: stateOf(batch),
    itemsTotal: processing + succeeded + errored + canceled + expired,
    itemsAnswered: succeeded,
    itemsFailed: errored + canceled + expired,
    createdAtMs: msOf(createdAt),
    endedAtMs: msOf(endedAt),
    expiresAtMs: msOf(expiresAt),
  };
}

/** It only says that it has ended; its counts say how. */
function stateOf({ processing_status: status, request_counts: { canceled, expired } }: MessageBatch): BatchState {
  if (status === 'canceling') return 'cancelling';
  if (status !== 'ended') return 'running';
  if (canceled > 0) return 'cancelled';
  return expired > 0 ? 'expired' : 'completed';
}

function msOf(time: string | null): number | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
