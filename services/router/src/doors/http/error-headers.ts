// What headers tell of an error. SDKs of all dialects read the same ones.
import { formatUsd } from '@switchyard/common/money';
import { Reason, type AppError } from '@switchyard/common/errors';
import { idHeaders } from './switchyard-headers.js';

/** The SDKs retry 408, 409, 429 and 5xx by themselves. Where we have tried all there is, or waiting does not help, they must not. */
const worthRetrying: ReadonlySet<Reason> = new Set([Reason.RATE_LIMITED, Reason.DRAINING, Reason.STORE_UNAVAILABLE, Reason.BUDGET_UNAVAILABLE]);

export function errorHeaders(error: AppError, status: number): Record<string, string> {
  const { retryAfterMs, requestId, attempts, costPicoUsd } = error.options;
  return {
    ...(retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1000)), 'retry-after-ms': String(Math.ceil(retryAfterMs)) }),
    ...(status >= 408 && !worthRetrying.has(error.reason) ? { 'x-should-retry': 'false' } : {}),
    ...(requestId === undefined ? {} : idHeaders(requestId)),
    ...(attempts === undefined ? {} : { 'x-switchyard-attempts': String(attempts.length) }),
    ...(attempts?.at(-1) === undefined ? {} : { 'x-switchyard-route': attempts.at(-1)?.route ?? '' }),
    ...(costPicoUsd === undefined ? {} : { 'x-switchyard-cost-usd': formatUsd(costPicoUsd) }),
  };
}
