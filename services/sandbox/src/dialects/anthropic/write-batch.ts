// Writes a batch and its results: https://platform.claude.com/docs/en/api/retrieving-message-batches

import type { Batch } from '../../batches/batch.js';
import type { ItemOutcome } from '../../batches/item.js';
import { parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';

/** `address` is where the caller found us: results have an address of their own. */
export function batchToJson(batch: Batch, address: string): JsonObject {
  const { beganAtMs } = batch;
  const isEnded = batch.phase === 'ended';
  // Until all have ended the vendor counts every request as processing.
  const count = (kind: ItemOutcome['kind']): number => (isEnded ? batch.count(kind) : 0);
  return {
    id: batch.id,
    type: 'message_batch',
    processing_status: isEnded ? 'ended' : batch.phase === 'cancelling' ? 'canceling' : 'in_progress',
    request_counts: { processing: isEnded ? 0 : batch.items.length, succeeded: count('answered'), errored: count('refused'), canceled: count('cancelled'), expired: count('expired') },
    ended_at: time(beganAtMs.ended),
    created_at: time(batch.createdAtMs),
    expires_at: time(batch.expiresAtMs),
    archived_at: null,
    cancel_initiated_at: time(beganAtMs.cancelling),
    results_url: isEnded ? `${address}/v1/messages/batches/${batch.id}/results` : null,
  };
}

/** One line of JSON for each request, in the order in which they ended. */
export function writeResults({ ended }: Batch): string {
  return ended.map(({ customId, outcome }) => `${JSON.stringify({ custom_id: customId, result: resultOf(outcome) })}\n`).join('');
}

function resultOf(outcome: ItemOutcome | undefined): JsonObject {
  switch (outcome?.kind) {
    case 'answered': return { type: 'succeeded', message: parseJson(outcome.body) };
    case 'refused': return { type: 'errored', error: outcome.described.body };
    case 'expired': return { type: 'expired' };
    default: return { type: 'canceled' };
  }
}

function time(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
