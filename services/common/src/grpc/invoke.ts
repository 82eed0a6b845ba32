// What happens around every handler, whichever way the call came: authorisation, a server span, typed errors.
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { DescMethod } from '@bufbuild/protobuf';
import { authorize, describePrincipal } from '../identity/index.js';
import { codeNumbers, isAppError, toAppError, type AppError } from '../errors/index.js';
import { inScope } from '../telemetry/index.js';
import type { Call, ServedService } from './handlers.js';

const tracer = trace.getTracer('@switchyard/common/grpc');

/** Told of every call that failed; services log it. */
export type FailureListener = (failure: { method: string; principal: string; error: AppError }) => void;

export interface Invocation {
  readonly served: ServedService;
  readonly method: DescMethod;
  readonly call: Call;
  readonly onFailure: FailureListener;
}

/** The handler of a method, found once when the server starts. */
function handlerOf(served: ServedService, method: DescMethod): (request: unknown, call: Call) => unknown {
  const handler = served.handlers[method.localName];
  if (handler === undefined) throw new Error(`${served.service.typeName} has no handler for ${method.name}`);
  return handler as (request: unknown, call: Call) => unknown;
}

/** Runs a unary handler inside its span. */
export async function invokeUnary(invocation: Invocation, request: unknown): Promise<unknown> {
  const { span, scope } = begin(invocation);
  try {
    admit(invocation);
    return await context.with(scope, handlerOf(invocation.served, invocation.method), undefined, request, invocation.call);
  } catch (error) {
    throw failed(invocation, span, error);
  } finally {
    span.end();
  }
}

/** Runs a streaming handler; the span is open until the last frame. */
export async function* invokeStream(invocation: Invocation, request: unknown): AsyncGenerator<unknown> {
  const { span, scope } = begin(invocation);
  try {
    admit(invocation);
    const frames = context.with(scope, handlerOf(invocation.served, invocation.method), undefined, request, invocation.call) as AsyncIterable<unknown>;
    yield* inScope(frames, scope);
  } catch (error) {
    throw failed(invocation, span, error);
  } finally {
    span.end();
  }
}

function admit({ served, method, call }: Invocation): void {
  authorize(call.principal, served.access[method.localName] ?? {}, `${served.service.typeName}/${method.name}`);
}

function begin({ method, served, call }: Invocation): { span: Span; scope: Context } {
  // In one process the caller's span is in the context already; over the wire it is in the headers.
  const parent = call.port === 'in-process' ? context.active() : propagation.extract(ROOT_CONTEXT, call, headerGetter);
  const span = tracer.startSpan(
    `${served.service.typeName}/${method.name}`,
    { kind: SpanKind.SERVER, attributes: { 'rpc.system.name': 'grpc', 'rpc.method': method.name, 'rpc.service': served.service.typeName } },
    parent,
  );
  return { span, scope: trace.setSpan(parent, span) };
}

const headerGetter = {
  keys: () => ['traceparent', 'tracestate'],
  get: (call: Call, key: string) => call.header(key),
};

function failed({ served, method, call, onFailure }: Invocation, span: Span, error: unknown): AppError {
  const known = toAppError(error);
  span.setAttribute('rpc.grpc.status_code', codeNumbers[known.code]);
  span.setAttribute('error.type', known.code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: known.message });
  if (!isAppError(error) && error instanceof Error) span.recordException(error);
  onFailure({ method: `${served.service.typeName}/${method.name}`, principal: describePrincipal(call.principal), error: known });
  return known;
}
