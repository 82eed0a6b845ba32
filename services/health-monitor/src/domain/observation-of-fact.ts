// What an attempt's fact says about its route.
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Witness, type AttemptFinished } from '@switchyard/proto/event/v1/usage';
import type { Observation } from './route-window.js';

/** Failures of the route itself; a caller's fault, a filter or a cancel is none. */
const routeFailures: ReadonlySet<ErrorClass> = new Set([
  ErrorClass.OVERLOADED,
  ErrorClass.NETWORK,
  ErrorClass.TIMEOUT,
  ErrorClass.CREDENTIAL,
  ErrorClass.QUOTA,
  ErrorClass.MODEL_GONE,
  ErrorClass.BAD_OUTPUT,
]);

/** undefined when the fact says nothing about the route. Only the adapter's word counts: it spoke with the provider. */
export function observationOf(fact: AttemptFinished): Observation | undefined {
  if (fact.witness !== Witness.ADAPTER || fact.finishedAt === undefined || fact.startedAt === undefined) return undefined;
  const isAnswer = fact.outcome === AttemptOutcome.SUCCEEDED || fact.outcome === AttemptOutcome.INCOMPLETE;
  const isFailure = routeFailures.has(fact.errorClass);
  if (!isAnswer && !isFailure) return undefined;
  const finishedAtMs = timestampMs(fact.finishedAt);
  const durationMs = fact.timeToFirstOutputMs === undefined ? finishedAtMs - timestampMs(fact.startedAt) : Number(fact.timeToFirstOutputMs);
  return { atMs: finishedAtMs, durationMs: Math.max(0, durationMs), isFailure, message: fact.errorMessage || ErrorClass[fact.errorClass].toLowerCase() };
}
