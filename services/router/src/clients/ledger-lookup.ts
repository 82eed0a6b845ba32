// Past requests, from the ledger.
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, AttemptSummarySchema } from '@switchyard/proto/common/v1/attempt';
import { durationMs } from './durations.js';
import type { AttemptFinished, RequestFinished } from '@switchyard/proto/event/v1/usage';
import type { Entry, Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import { isAppError, Reason } from '@switchyard/common/errors';
import type { Client } from '@switchyard/common/grpc';
import type { LedgerLookup } from '../domain/explainer.js';

export function ledgerLookup(ledger: Client<typeof Ledger>): LedgerLookup {
  return async ({ requestId, tenant, timeoutMs }) => {
    try {
      const { request, entries } = await ledger.getRequest({ requestId, tenant }, { timeoutMs });
      if (request === undefined) return undefined;
      return { decision: request.decision, outcome: outcomeOf(request, entries), errorMessage: request.errorMessage };
    } catch (error) {
      if (isAppError(error) && error.reason === Reason.NOT_FOUND) return undefined;
      throw error;
    }
  };
}

function outcomeOf(request: RequestFinished, entries: readonly Entry[]) {
  const winner = request.attempts.find(({ outcome }) => outcome === AttemptOutcome.SUCCEEDED || outcome === AttemptOutcome.INCOMPLETE);
  const costs = entries.map(({ costPicousd }) => costPicousd);
  return create(GenerateResponseSchema, {
    requestId: request.requestId,
    clientRequestId: request.clientRequestId,
    model: request.model,
    provider: request.provider,
    vendorModel: winner?.responseModel,
    finishReason: winner?.finishReason,
    usage: winner?.usage,
    costPicousd: costs.includes(undefined) || costs.length === 0 ? undefined : costs.reduce((sum: bigint, cost) => sum + (cost ?? 0n), 0n),
    priceVersion: winner?.terms?.priceVersion,
    attempts: request.attempts.map((attempt) => summaryOf(attempt, entries)),
    responseTimeMs: BigInt(durationMs(request.startedAt, request.finishedAt)),
    catalogRevision: request.decision?.catalogRevision,
    complete: winner?.outcome === AttemptOutcome.SUCCEEDED,
  });
}

function summaryOf(attempt: AttemptFinished, entries: readonly Entry[]) {
  const booked = entries.filter(({ attemptId }) => attemptId === attempt.terms?.attemptId);
  return create(AttemptSummarySchema, {
    attemptId: attempt.terms?.attemptId,
    number: attempt.terms?.number,
    provider: attempt.terms?.provider,
    model: attempt.terms?.model,
    outcome: attempt.outcome,
    errorClass: attempt.errorClass,
    message: attempt.errorMessage,
    durationMs: BigInt(durationMs(attempt.startedAt, attempt.finishedAt)),
    timeToFirstOutputMs: attempt.timeToFirstOutputMs,
    usage: attempt.usage,
    costPicousd: booked.length === 0 || booked.some(({ costPicousd }) => costPicousd === undefined) ? undefined : booked.reduce((sum, { costPicousd }) => sum + (costPicousd ?? 0n), 0n),
    route: attempt.route,
    startedAt: attempt.startedAt,
    finishReason: attempt.finishReason,
    kind: attempt.terms?.kind,
    httpStatus: attempt.httpStatus,
  });
}
