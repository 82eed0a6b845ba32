// OTLP's JSON encoding of spans, as far as a span tree needs it (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding).

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the root. */
  readonly parentId: string;
  readonly name: string;
  /** service.name of the resource. */
  readonly service: string;
  /** The instrumentation scope: which module made it. */
  readonly scope: string;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly isError: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly events: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
}

interface KeyValue {
  key: string;
  value?: Record<string, unknown>;
}

interface ExportRequest {
  resourceSpans?: {
    resource?: { attributes?: KeyValue[] };
    scopeSpans?: { scope?: { name?: string }; spans?: JsonSpan[] }[];
  }[];
}

interface JsonSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status?: { code?: number };
  attributes?: KeyValue[];
  events?: { name: string; attributes?: KeyValue[] }[];
}

const statusError = 2;

/** Throws SyntaxError on what is not JSON. */
export function readSpans(body: Buffer): ReceivedSpan[] {
  const { resourceSpans = [] } = JSON.parse(body.toString('utf8')) as ExportRequest;
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const service = attributes(resource?.attributes)['service.name'] ?? '';
    return scopeSpans.flatMap(({ scope, spans = [] }) => spans.map((span) => toSpan(span, service, scope?.name ?? '')));
  });
}

function toSpan(span: JsonSpan, service: string, scope: string): ReceivedSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentId: span.parentSpanId ?? '',
    name: span.name,
    service,
    scope,
    startNs: BigInt(span.startTimeUnixNano),
    endNs: BigInt(span.endTimeUnixNano),
    isError: span.status?.code === statusError,
    attributes: attributes(span.attributes),
    events: (span.events ?? []).map((event) => ({ name: event.name, attributes: attributes(event.attributes) })),
  };
}

function attributes(pairs: readonly KeyValue[] = []): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value = {} }) => [key, plain(value)]));
}

function plain(value: Record<string, unknown>): string {
  const inner = Object.values(value)[0];
  if (typeof inner === 'object' && inner !== null && 'values' in inner) return (inner.values as Record<string, unknown>[]).map(plain).join('; ');
  return String(inner ?? '');
}
