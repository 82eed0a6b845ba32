// CloudEvents 1.0 in binary mode: the attributes travel as `ce-` headers beside the data
// (https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/nats-protocol-binding.md).
import type { EventHeaders } from './types.js';

export type CloudEventAttributes = {
  readonly id: string;
  // A name in the past tense with its version: `switchyard.usage.batch.v1`.
  readonly type: string;
  // Who says so: `/router/<pod>`.
  readonly source: string;
  readonly subject?: string;
  readonly time?: Date;
  readonly dataContentType?: string;
  readonly dataSchema?: string;
  // W3C trace context of the span that made the event.
  readonly traceparent?: string;
};

export const protobufContentType = 'application/protobuf';

export function toCloudEventHeaders(event: CloudEventAttributes): EventHeaders {
  const headers: Record<string, string> = { 'ce-specversion': '1.0', 'ce-id': encode(event.id), 'ce-type': encode(event.type), 'ce-source': encode(event.source) };
  if (event.subject !== undefined) headers['ce-subject'] = encode(event.subject);
  if (event.time !== undefined) headers['ce-time'] = event.time.toISOString();
  if (event.dataContentType !== undefined) headers['ce-datacontenttype'] = encode(event.dataContentType);
  if (event.dataSchema !== undefined) headers['ce-dataschema'] = encode(event.dataSchema);
  if (event.traceparent !== undefined && event.traceparent !== '') headers['traceparent'] = event.traceparent;
  return headers;
}

// Undefined when the headers are not those of a CloudEvent 1.x.
export function fromCloudEventHeaders(headers: EventHeaders): CloudEventAttributes | undefined {
  const names = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const attribute = (name: string): string | undefined => {
    const value = names.get(`ce-${name}`);
    return value === undefined ? undefined : decode(value);
  };
  const [id, type, source, time] = [attribute('id'), attribute('type'), attribute('source'), attribute('time')];
  if (!attribute('specversion')?.startsWith('1.') || id === undefined || type === undefined || source === undefined) return undefined;
  const date = time === undefined ? undefined : new Date(time);
  return {
    id,
    type,
    source,
    subject: attribute('subject'),
    time: date === undefined || Number.isNaN(date.getTime()) ? undefined : date,
    dataContentType: attribute('datacontenttype'),
    dataSchema: attribute('dataschema'),
    traceparent: names.get('traceparent'),
  };
}

// Headers carry printable ASCII; everything else, blanks, quotes and % are percent-encoded as UTF-8,
// as the HTTP binding (3.1.3.2) has it.
function encode(value: string): string {
  return value.replace(/[^\x21\x23\x24\x26-\x7e]+/gu, (text) => [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
