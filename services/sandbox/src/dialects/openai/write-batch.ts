// Writes a batch and the lines of its two files: https://platform.openai.com/docs/api-reference/batch

import type { Batch } from '../../batches/batch.js';
import type { BatchItem } from '../../batches/item.js';
import { totalInput, totalOutput } from '../../billing/usage.js';
import { parseJson } from '../../http/json.js';
import type { JsonObject } from '../../http/json.js';

const statuses = { validating: 'validating', running: 'in_progress', cancelling: 'cancelling', finalizing: 'finalizing' } as const;

export function statusOf(batch: Batch): string {
  return batch.phase === 'ended' ? (batch.ending ?? 'completed') : statuses[batch.phase];
}

export function batchToJson(batch: Batch): JsonObject {
  const { beganAtMs, ending } = batch;
  const { errors, ...shown } = batch.shown;
  const ended = (how: typeof ending): number | null => (ending === how ? seconds(beganAtMs.ended) : null);
  const isValidated = beganAtMs.running !== undefined;
  return {
    id: batch.id,
    object: 'batch',
    ...shown,
    errors: ending === 'failed' ? errors : null,
    status: statusOf(batch),
    output_file_id: shown['output_file_id'] ?? null,
    error_file_id: shown['error_file_id'] ?? null,
    created_at: seconds(batch.createdAtMs),
    in_progress_at: seconds(beganAtMs.running),
    expires_at: seconds(batch.expiresAtMs),
    finalizing_at: seconds(beganAtMs.finalizing),
    completed_at: ended('completed'),
    failed_at: ended('failed'),
    expired_at: ended('expired'),
    cancelling_at: seconds(beganAtMs.cancelling),
    cancelled_at: ended('cancelled'),
    request_counts: { total: isValidated ? batch.items.length : 0, completed: batch.count('answered'), failed: batch.count('refused') },
    usage: usageOf(batch),
  };
}

/** The lines of the output file, and of the error file: refused requests, and those that were never run. */
export function writeResults(batch: Batch, newId: () => string): { output: string; errors: string } {
  const written = { output: '', errors: '' };
  for (const item of batch.ended) written[item.outcome?.kind === 'answered' ? 'output' : 'errors'] += `${JSON.stringify({ id: `batch_req_${newId()}`, ...lineOf(item) })}\n`;
  return written;
}

function lineOf({ customId, outcome }: BatchItem): JsonObject {
  switch (outcome?.kind) {
    case 'answered': return { custom_id: customId, response: { status_code: 200, request_id: outcome.requestId, body: parseJson(outcome.body) }, error: null };
    case 'refused': return { custom_id: customId, response: { status_code: outcome.described.status, request_id: outcome.requestId, body: outcome.described.body }, error: null };
    case 'expired': return { custom_id: customId, response: null, error: { code: 'batch_expired', message: 'This request could not be executed before the completion window expired.' } };
    default: return { custom_id: customId, response: null, error: { code: 'batch_cancelled', message: 'This request was not executed because the batch was cancelled.' } };
  }
}

function usageOf({ ended }: Batch): JsonObject {
  const sum = { input: 0, cached: 0, output: 0, reasoning: 0 };
  for (const { outcome } of ended) {
    if (outcome?.kind !== 'answered') continue;
    sum.input += totalInput(outcome.usage);
    sum.cached += outcome.usage.cachedInput;
    sum.output += totalOutput(outcome.usage);
    sum.reasoning += outcome.usage.reasoning;
  }
  return {
    input_tokens: sum.input,
    input_tokens_details: { cached_tokens: sum.cached },
    output_tokens: sum.output,
    output_tokens_details: { reasoning_tokens: sum.reasoning },
    total_tokens: sum.input + sum.output,
  };
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.floor(ms / 1000);
}
