// A small OTLP/HTTP receiver (https://opentelemetry.io/docs/specs/otlp/#otlphttp): spans of all services, for the span tree.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { tracesMax } from '../limits.js';
import { readSpans, type ReceivedSpan } from './otlp.js';

export interface TraceReceiver {
  /** Base URL for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  spansOf(traceId: string): readonly ReceivedSpan[];
  close(): Promise<void>;
}

export async function startTraceReceiver(port = 0): Promise<TraceReceiver> {
  const traces = new Map<string, ReceivedSpan[]>();
  const server = createServer((request, response) => {
    // For scripts: what arrived of one trace so far.
    const asked = /^\/traces\/([0-9a-f]{32})$/.exec(request.url ?? '')?.[1];
    if (request.method === 'GET' && asked !== undefined) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(traces.get(asked) ?? [], (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      try {
        take(traces, readSpans(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      } catch {
        response.writeHead(400).end();
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spansOf: (traceId) => traces.get(traceId) ?? [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function take(traces: Map<string, ReceivedSpan[]>, spans: readonly ReceivedSpan[]): void {
  for (const span of spans) {
    const known = traces.get(span.traceId);
    if (known === undefined) traces.set(span.traceId, [span]);
    else known.push(span);
  }
  for (const oldest of traces.keys()) {
    if (traces.size <= tracesMax) return;
    traces.delete(oldest);
  }
}
