// Goal: the trace of a request goes on into the ledger, and only where it is recorded.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTracing, type Tracing } from '@switchyard/common/telemetry';
import { readFacts } from './read-facts.js';
import { adapterFinished, batchBytes, terms } from '../testing/facts.js';
import { traceBooking } from './trace-booking.js';

let receiver: Server;
let tracing: Tracing;
let received: string;
beforeEach(async () => {
  received = '';
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      received += Buffer.concat(chunks).toString();
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  tracing = startTracing({ service: 'cost-ledger', otlpEndpoint: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`, sampleRatio: 1 });
});
afterEach(async () => {
  await tracing.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

it('hangs consuming under the span that made the fact, and booking under consuming', async () => {
  const [recorded, silent] = [terms(), terms()];
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const facts = [
    { ...adapterFinished(recorded), traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    { ...adapterFinished(silent), traceparent: `00-${traceId}-b7ad6b7169203331-00` },
  ];
  const delivered = readFacts([{ subject: '', headers: {}, data: batchBytes(facts), position: { incarnation: 'i', sequence: 1n }, deliveryCount: 1 }]);
  traceBooking(delivered)();
  await tracing.flush();
  const { resourceSpans } = JSON.parse(received) as { resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[] };
  const spans = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const consume = spans.find(({ name }) => name === 'consume usage');
  expect(consume).toMatchObject({ traceId, parentSpanId: 'b7ad6b7169203331' });
  expect(spans.map(({ name }) => name).sort()).toEqual([`book ${recorded.attemptId}`, 'consume usage']);
  expect(spans.find(({ name }) => name.startsWith('book'))).toMatchObject({ traceId, parentSpanId: consume?.spanId });
});
