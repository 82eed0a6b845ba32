// The answer to a request, and the error of one that failed: both with the whole story.
import { create } from '@bufbuild/protobuf';
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { AttemptOutcome, type AttemptSummary } from '@switchyard/proto/common/v1/attempt';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import type { Asked } from '../asked.js';
import type { Answered } from '../ask-of.js';
import type { Output } from '../task.js';
import type { Candidate } from '../candidate.js';
import { costOf, summaryOf, type Attempt } from './attempt.js';

export interface AnswerOptions {
  readonly asked: Asked;
  readonly attempts: readonly Attempt[];
  readonly winner: Attempt;
  readonly report: AttemptReport;
  readonly output: Output;
  readonly warnings: readonly string[];
  readonly revision: bigint;
  readonly nowMs: number;
}

export function answerOf({ asked, attempts, winner, report, output, warnings, revision, nowMs }: AnswerOptions): Answered {
  const { view, costing } = winner.candidate;
  const { parts } = output;
  const response = create(GenerateResponseSchema, {
    requestId: asked.requestId,
    clientRequestId: asked.request.clientRequestId,
    content: parts.map((part) => (part.content.case === 'text' ? part.content.value : '')).join(''),
    parts: [...parts],
    toolCalls: parts.flatMap((part) => (part.content.case === 'toolCall' ? [part.content.value] : [])),
    model: view.model.name,
    provider: view.provider.id,
    vendorModel: report.responseModel || view.model.modelId,
    finishReason: report.finishReason,
    usage: report.usage,
    costPicousd: totalCost(attempts),
    estimatedCostPicousd: costing.estimatePicoUsd,
    priceVersion: costing.priceVersion?.id ?? '',
    attempts: attempts.map(summaryOf),
    warnings: [...warnings, ...report.warnings],
    responseTimeMs: BigInt(Math.max(0, Math.round(nowMs - asked.arrivedAtMs))),
    catalogRevision: revision,
    qualityScore: view.model.qualityScore,
    complete: report.outcome === AttemptOutcome.SUCCEEDED,
    vendorResponseId: report.vendorResponseId,
  });
  return { response, output };
}

/** The sum over all attempts; unknown when any part of it is. */
export function totalCost(attempts: readonly Attempt[]): bigint | undefined {
  let total = 0n;
  for (const attempt of attempts) {
    const cost = costOf(attempt);
    if (cost === undefined) return undefined;
    total += cost;
  }
  return total;
}

export function summaries(attempts: readonly Attempt[]): AttemptSummary[] {
  return attempts.map(summaryOf);
}

/** The cap was ours, so the caller is told of it. */
export function capWarning({ costing }: Candidate, report: AttemptReport): string[] {
  if (!costing.isDefaultCap) return [];
  const wasCut = report.finishReason?.unified === 'length';
  const advice = 'set max_output_tokens to choose another';
  return wasCut
    ? [`The answer was cut at ${costing.maxOutputTokens} tokens, the model's default cap; ${advice}.`]
    : [`No max_output_tokens was given, so the model's default cap of ${costing.maxOutputTokens} was sent; ${advice}.`];
}
