// The door's own span: a child of the caller's, when it sends one.
import type { IncomingHttpHeaders } from 'node:http';
import { SpanKind, SpanStatusCode, context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { toAppError } from '@switchyard/common/errors';

const tracer = trace.getTracer('@switchyard/router');

export function inSpan<T>(call: { readonly name: string; readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders }, work: () => Promise<T>): Promise<T> {
  const parent = propagation.extract(ROOT_CONTEXT, call.headers);
  const span = tracer.startSpan(call.name, { kind: SpanKind.SERVER, attributes: { 'http.request.method': call.method, 'url.path': call.path } }, parent);
  return context.with(trace.setSpan(parent, span), async () => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: toAppError(error).message });
      throw error;
    } finally {
      span.end();
    }
  });
}
