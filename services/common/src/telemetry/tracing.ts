// Traces: W3C context everywhere, spans to an OTLP endpoint when one is named.
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { spanExportEveryMs, spanQueueMax } from './limits.js';

export interface TracingOptions {
  /** service.name of the resource. */
  readonly service: string;
  /** Base URL of an OTLP/HTTP receiver, such as http://127.0.0.1:4318; absent exports nothing. */
  readonly otlpEndpoint?: string | undefined;
  /** Share of new traces that are recorded, 0 to 1; a caller's decision is kept. */
  readonly sampleRatio: number;
}

export interface Tracing {
  /** Sends what is waiting. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Sets the process's tracer. Called once per process, before anything makes a span. */
export function startTracing(options: TracingOptions): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.namespace': 'switchyard' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.sampleRatio) }),
    spanProcessors: processors(options),
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    flush: () => provider.forceFlush(),
    async close() {
      // An unreachable collector must not keep a service from stopping.
      await provider.shutdown().catch(() => {});
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

function processors({ otlpEndpoint }: TracingOptions): SpanProcessor[] {
  if (otlpEndpoint === undefined) return [];
  const exporter = new OTLPTraceExporter({ url: `${otlpEndpoint.replace(/\/$/, '')}/v1/traces` });
  return [new BatchSpanProcessor({ exporter, scheduledDelayMillis: spanExportEveryMs, maxQueueSize: spanQueueMax })];
}
