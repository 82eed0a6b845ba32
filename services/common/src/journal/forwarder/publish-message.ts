// Publishes one usage message as a CloudEvent, with a span for every sampled fact in it.
import { propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { protobufContentType, toCloudEventHeaders, type EventBus } from '../../events/index.js';
import type { UsageMessage } from './usage-batch.js';

const usageBatchType = 'switchyard.usage.batch.v1';

export async function publishMessage(bus: Pick<EventBus, 'publish'>, message: UsageMessage, source: string, nowMs: number): Promise<void> {
  const { subject, data, messageId } = message;
  const headers = toCloudEventHeaders({ id: messageId, type: usageBatchType, source, subject, time: new Date(nowMs), dataContentType: protobufContentType });
  const spans = message.traceparents.filter(isSampled).map((traceparent) => startSpan(traceparent, message));
  try {
    await bus.publish({ subject, headers, data, messageId });
  } catch (error) {
    for (const span of spans) span.setStatus({ code: SpanStatusCode.ERROR, message: 'not confirmed; published again later' });
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

// The last byte of a traceparent are its flags; 01 is "recorded" (W3C Trace Context 3.2.2.5).
function isSampled(traceparent: string): boolean {
  return traceparent.endsWith('-01');
}

function startSpan(traceparent: string, message: UsageMessage): Span {
  const parent = propagation.extract(ROOT_CONTEXT, { traceparent });
  const attributes = { 'messaging.system': 'nats', 'messaging.operation.type': 'send', 'messaging.destination.name': message.subject, 'messaging.message.id': message.messageId, 'messaging.batch.message_count': message.sequences.length };
  return trace.getTracer('switchyard.events').startSpan('publish usage', { kind: SpanKind.PRODUCER, attributes }, parent);
}
