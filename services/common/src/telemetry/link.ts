// Traces across the bus: a fact remembers the span that made it, and its reader links or hangs itself to it.
import { context, propagation, ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';

/** The W3C traceparent of the active span; empty when there is none. */
export function currentTraceparent(): string {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'] ?? '';
}

/** The context that a traceparent names; the root context when it names none. */
export function contextOfTraceparent(traceparent: string): Context {
  return traceparent === '' ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

/** The id of the active trace; empty when it is not recorded. */
export function currentTraceId(): string {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && (span.traceFlags & 1) === 1 ? span.traceId : '';
}
