// Spans of booking, hung to the span that made the fact: a request's trace ends with its row in the ledger.
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { contextOfTraceparent, names } from '@switchyard/common/telemetry';
import type { DeliveredFact } from '../domain/plan-booking.js';

const tracer = trace.getTracer('@switchyard/cost-ledger');

/** Ends the spans of a batch; call it once the transaction has ended. */
export type EndSpans = (error?: unknown) => void;

export function traceBooking(facts: readonly DeliveredFact[]): EndSpans {
  // The flags of a traceparent end it; 01 is "recorded" (W3C Trace Context 3.2.2.5).
  const sampled = facts.filter(({ fact }) => fact?.traceparent.endsWith('-01'));
  const spans = sampled.flatMap(startSpans);
  return (error) => {
    for (const span of spans) {
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: 'not booked; the batch comes again' });
      span.end();
    }
  };
}

function startSpans({ fact, id }: DeliveredFact) {
  const parent = contextOfTraceparent(fact?.traceparent ?? '');
  const attributes = { 'messaging.system': 'nats', 'messaging.operation.type': 'process', 'switchyard.fact.id': id, [names.tenant]: fact?.tenant ?? '' };
  const consume = tracer.startSpan('consume usage', { kind: SpanKind.CONSUMER, attributes }, parent);
  const within = trace.setSpan(parent, consume);
  const books = attemptsOf(fact).map(({ attemptId, requestId }) => tracer.startSpan(`book ${attemptId}`, { attributes: { [names.attemptId]: attemptId, [names.requestId]: requestId } }, within));
  return [...books, consume];
}

function attemptsOf(fact: DeliveredFact['fact']): { attemptId: string; requestId: string }[] {
  const one = fact?.fact;
  if (one?.case === 'attemptFinished' || one?.case === 'attemptUnknown') return one.value.terms === undefined ? [] : [one.value.terms];
  if (one?.case === 'requestFinished') return one.value.attempts.flatMap(({ terms }) => (terms === undefined ? [] : [terms]));
  return [];
}
