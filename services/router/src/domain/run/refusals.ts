// Why a request fails before or between attempts, each with its own reason.
import { AppError, Reason, type AppErrorOptions } from '@switchyard/common/errors';
import { formatUsd } from '@switchyard/common/money';
import type { Decided, Exclusion } from '../decide.js';
import type { HoldVerdict } from './ports.js';

/** The filters left nobody. One cause for all is named as such. */
export function noCandidate(decided: Decided, more: AppErrorOptions): AppError {
  const exclusions = decided.exclusions.map(line);
  const reasons = new Set(decided.exclusions.map(({ reason }) => reason));
  const options = { ...more, exclusions };
  if (reasons.size === 1 && reasons.has('cost_limit')) {
    return new AppError(Reason.COST_LIMIT, `No model fits the cost limit: ${exclusions.join('; ')}.`, { ...options, field: 'cost_limit_usd', nextStep: 'Raise the limit, or cap the answer with max_output_tokens.' });
  }
  if (reasons.size === 1 && reasons.has('context_window')) {
    return new AppError(Reason.CONTEXT_TOO_LONG, `The prompt fits no model: ${exclusions.join('; ')}.`, { ...options, field: 'messages', nextStep: 'Shorten the prompt, or name a model with a larger window.' });
  }
  const why = exclusions.length === 0 ? 'the chain is empty or not visible to this tenant' : exclusions.join('; ');
  return new AppError(Reason.NO_CANDIDATE, `No model can answer this request: ${why}.`, { ...options, nextStep: 'Loosen the requirements, or name another model; "switchyard explain --dry-run" shows every filter.' });
}

export function noRouteUp(soonestMs: number | undefined, nowMs: number, more: AppErrorOptions): AppError {
  const retryAfterMs = soonestMs === undefined ? undefined : Math.max(0, soonestMs - nowMs);
  const when = retryAfterMs === undefined ? 'when health-monitor or a person lets one in again' : `in ${(retryAfterMs / 1000).toFixed(1)} s`;
  return new AppError(Reason.NO_PROVIDER_UP, `No provider is up for this request; the next one may be tried ${when}.`, { ...more, retryAfterMs, nextStep: 'Try again then, or add a fallback model.' });
}

export function overBudget(verdict: Extract<HoldVerdict, { kind: 'refused' }>, nowMs: number, more: AppErrorOptions): AppError {
  const left = verdict.remainingPicoUsd === undefined ? '' : ` It has ${formatUsd(verdict.remainingPicoUsd)} USD left.`;
  const retryAfterMs = verdict.windowEndMs === undefined ? undefined : Math.max(0, verdict.windowEndMs - nowMs);
  return new AppError(Reason.BUDGET_EXCEEDED, `Budget "${verdict.budget}" refuses this request: ${verdict.why}.${left}`, {
    ...more,
    retryAfterMs,
    nextStep: 'Wait for the next window, cap the answer with max_output_tokens, or ask finance to raise the limit.',
  });
}

export function budgetUnavailable(why: string, more: AppErrorOptions): AppError {
  return new AppError(Reason.BUDGET_UNAVAILABLE, `A hard budget covers this request and the ledger cannot grant a hold now: ${why}. Nothing was sent.`, { ...more, retryAfterMs: 1000, nextStep: 'Try again in a second.' });
}

export function deadlinePassed(more: AppErrorOptions): AppError {
  return new AppError(Reason.DEADLINE_EXCEEDED, 'The deadline passed before an answer.', { ...more, nextStep: 'Allow more time, or ask for a shorter answer.' });
}

export function cancelled(more: AppErrorOptions): AppError {
  return new AppError(Reason.CANCELLED, 'The caller went away.', more);
}

export function truncated(provider: string, why: string, more: AppErrorOptions): AppError {
  return new AppError(Reason.TRUNCATED, `The answer of ${provider} broke off: ${why}. What was sent before is not the whole answer.`, { ...more, nextStep: 'Discard it and try again.' });
}

export function line({ model, reason, detail }: Exclusion): string {
  return `${model}: ${reason} (${detail})`;
}
