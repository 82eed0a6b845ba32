// A past request with its decision, for the page and for GET /api/ai/requests.
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Reason } from '@switchyard/common/errors';
import type { GetRequestResponse } from '@switchyard/proto/ledger/v1/ledger_service';
import { isoText } from './show-model.js';
import { usd } from './show-money.js';

export function showRequest({ request, entries }: GetRequestResponse): object {
  const costs = entries.map(({ costPicousd }) => costPicousd);
  const isKnown = costs.length > 0 && !costs.includes(undefined);
  const [startedAt, finishedAt] = [request?.startedAt, request?.finishedAt];
  return {
    request_id: request?.requestId,
    client_request_id: request?.clientRequestId || undefined,
    tenant: request?.payer?.tenant,
    feature: request?.payer?.feature || undefined,
    model: request?.model || undefined,
    provider: request?.provider || undefined,
    outcome: AttemptOutcome[request?.outcome ?? 0]?.toLowerCase(),
    reason: request === undefined || request.reason === Reason.UNSPECIFIED ? undefined : Reason[request.reason]?.toLowerCase(),
    error: request?.errorMessage || undefined,
    cost: isKnown ? usd(costs.reduce((sum: bigint, cost) => sum + (cost ?? 0n), 0n)) : undefined,
    cost_status: [...new Set(entries.map(({ status }) => status))],
    started_at: isoText(startedAt),
    response_time: startedAt === undefined || finishedAt === undefined ? undefined : (timestampMs(finishedAt) - timestampMs(startedAt)) / 1000,
    trace_id: request?.traceId || undefined,
    attempts: request?.attempts.map((attempt) => ({
      attempt_id: attempt.terms?.attemptId,
      provider: attempt.terms?.provider,
      model: attempt.terms?.model,
      route: attempt.route,
      outcome: AttemptOutcome[attempt.outcome]?.toLowerCase(),
      error: attempt.errorMessage || undefined,
    })),
    decision: request?.decision === undefined ? undefined : {
      mode: request.decision.mode,
      target: request.decision.target,
      strategy: request.decision.strategy,
      candidates: request.decision.candidates.map(({ route, why, score, estimatedCostPicousd, boundPicousd }) => ({ route, why, score, estimated_cost: usd(estimatedCostPicousd), bound: usd(boundPicousd) })),
      exclusions: request.decision.exclusions.map(({ model, provider, reason, detail }) => ({ model, provider, reason, detail })),
    },
  };
}
