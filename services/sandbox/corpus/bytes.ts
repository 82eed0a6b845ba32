// The body of an exchange as the vendor would send it.
//
// Binary frames are written by the codec of the AWS SDK, so that neither the sandbox's writer nor anything of the
// adapter judges itself.
import { EventStreamCodec } from '@smithy/core/event-streams';
import type { BinaryFrame, ExchangeResponse, ServerSentComment, ServerSentEvent } from './exchange.js';

const codec = new EventStreamCodec((bytes) => Buffer.from(bytes as Uint8Array).toString('utf8'), (text) => Buffer.from(text, 'utf8'));

export function bytesOf(response: ExchangeResponse): Buffer {
  switch (response.kind) {
    case 'json':
      return Buffer.from(JSON.stringify(response.body));
    case 'sse':
      return Buffer.from(response.events.map((event) => textOf(event, response.lineEnd)).join(''));
    case 'lines':
      return Buffer.from(response.lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    case 'frames':
      return Buffer.concat(response.frames.map(messageOf));
    case 'file':
      return Buffer.from(response.base64, 'base64');
  }
}

function textOf(told: ServerSentEvent | ServerSentComment, lineEnd: string): string {
  if ('comment' in told) return `: ${told.comment}${lineEnd}${lineEnd}`;
  const { event, data } = told;
  const lines = [...(event === undefined ? [] : [`event: ${event}`]), `data: ${typeof data === 'string' ? data : JSON.stringify(data)}`];
  return `${lines.join(lineEnd)}${lineEnd}${lineEnd}`;
}

function messageOf({ headers, payload }: BinaryFrame): Uint8Array {
  const named = Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }] as const);
  return codec.encode({ headers: Object.fromEntries(named), body: Buffer.from(JSON.stringify(payload)) });
}
