// Message batches: https://docs.claude.com/en/docs/build-with-claude/batch-processing, https://docs.claude.com/en/api/creating-message-batches
//
// Items go in one call and come back as lines. A batch carries no name of the caller's, so one whose acceptance was lost
// is known only by the names of its items, which are told when it has ended.
import type Anthropic from '@anthropic-ai/sdk';
import type { MessageBatch } from '@anthropic-ai/sdk/resources/messages/batches';
import type { AnswerStep } from '../../adapter/answer-step.js';
import { hasEnded, type BatchResult, type BatchState, type ProviderBatches, type VendorBatch } from '../../adapter/provider-batches.js';
import { batchesLookedAtMax } from '../../limits.js';
import { answeredItem, callerOfSdk, eventFailure, isObject, isTooOld, linesOf, objectAt, parseJson, textAt, unreachedItem, vendorBatch } from '../../toolkit/index.js';
import { anthropicClient } from './client.js';
import { readAnthropicError } from './error.js';
import { toAnthropicRequest } from './request.js';
import { stepsOfMessage } from './response.js';

const ask = callerOfSdk({ open: anthropicClient, readError: readAnthropicError });

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
        if (isTooOld(batch, submittedAtMs)) break;
        seen += 1;
        if (seen > batchesLookedAtMax) return 'undecided';
        if (batch.itemsTotal !== wanted.size) continue;
        if (!hasEnded(batch)) mayBe = true;
        else if (await holdsOneOf(client, batch.id, wanted)) return batch;
      }
      return mayBe ? 'undecided' : 'none';
    }),

  async *results({ id }, context) {
    for await (const line of linesOf(await ask(context, (client) => resultsOf(client, id)))) {
      const result = resultOf(parseJson(line));
      if (result !== undefined) yield result;
    }
  },
};

/** As bytes: the SDK's own reader of lines gives a whole batch up for a line that is no JSON. */
async function resultsOf(client: Anthropic, id: string): Promise<ReadableStream<Uint8Array> | null> {
  return (await client.get(`/v1/messages/batches/${encodeURIComponent(id)}/results`, { __binaryResponse: true }).asResponse()).body;
}

/** All its items are of one batch, so the first one tells. */
async function holdsOneOf(client: Anthropic, id: string, wanted: ReadonlySet<string>): Promise<boolean> {
  for await (const line of linesOf(await resultsOf(client, id))) {
    const parsed = parseJson(line);
    const attemptId = isObject(parsed) ? textAt(parsed, 'custom_id') : undefined;
    if (attemptId !== undefined) return wanted.has(attemptId);
  }
  return false;
}

/** undefined for a line that names no item or no end: what became of it stays unknown, which is booked as such. */
function resultOf(line: unknown): BatchResult | undefined {
  const attemptId = isObject(line) ? textAt(line, 'custom_id') : undefined;
  const result = isObject(line) ? objectAt(line, 'result') : undefined;
  if (attemptId === undefined || result === undefined) return undefined;
  switch (textAt(result, 'type')) {
    case 'succeeded':
      return answeredItem({ attemptId }, () => stepsOfMessage(objectAt(result, 'message') ?? {}).map(withoutBatchTier));
    case 'errored':
      return { attemptId, failure: eventFailure(readAnthropicError(objectAt(result, 'error'))) };
    case 'canceled':
      return { attemptId, failure: unreachedItem('cancelled') };
    case 'expired':
      return { attemptId, failure: unreachedItem('expired') };
    default:
      return undefined;
  }
}

/** Messages of a batch call `batch` their tier; it is what every item of one is priced as, and no tier of its own. */
function withoutBatchTier(step: AnswerStep): AnswerStep {
  return step.type === 'meta' && step.tier === 'batch' ? { ...step, tier: undefined } : step;
}

function toVendorBatch(batch: MessageBatch): VendorBatch {
  const { id, request_counts: counts, created_at: createdAt, ended_at: endedAt, expires_at: expiresAt } = batch;
  const { processing, succeeded, errored, canceled, expired } = counts;
  return vendorBatch({
    id,
    state: stateOf(batch),
    itemsTotal: processing + succeeded + errored + canceled + expired,
    itemsAnswered: succeeded,
    itemsFailed: errored + canceled + expired,
    createdAtMs: Date.parse(createdAt),
    endedAtMs: Date.parse(endedAt ?? ''),
    expiresAtMs: Date.parse(expiresAt),
  });
}

/** It only says that it has ended; its counts say how. */
function stateOf({ processing_status: status, request_counts: { canceled, expired } }: MessageBatch): BatchState {
  if (status === 'canceling') return 'cancelling';
  if (status !== 'ended') return 'running';
  if (canceled > 0) return 'cancelled';
  return expired > 0 ? 'expired' : 'completed';
}
