// AWS's binary event streams: https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream
//
// Messages are cut here, whatever pieces they come in, and read by the AWS SDK's own codec, which checks both sums.
import type { EventStreamCodec } from '@smithy/core/event-streams';
import type { VendorResponse } from '../../adapter/vendor-http.js';
import { streamEventBytesMax } from '../../limits.js';
import { badOutput } from '../json/json.js';

export interface BinaryEvent {
  /** `event`, or `exception` and `error` for what ends a stream in the middle. */
  readonly kind: string;
  /** What kind of event or exception it is; empty when the message does not say. */
  readonly name: string;
  readonly data: string;
}

/** A length, a second length and a sum stand before the headers, a sum after the body. */
const leastBytes = 16;
const lengthBytes = 4;

export class EventStreamSplitter {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that this piece completes, one by one. Throws BAD_OUTPUT for a length that no message has. */
  *push(piece: Buffer): Generator<Buffer> {
    let bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    while (bytes.length >= lengthBytes) {
      const length = bytes.readUInt32BE(0);
      if (length < leastBytes || length > streamEventBytesMax) throw badOutput('A message of the stream has an impossible length.');
      if (bytes.length < length) break;
      yield bytes.subarray(0, length);
      bytes = bytes.subarray(length);
    }
    this.#rest = bytes;
  }
}

/** Events in batches until the body ends. Throws BAD_OUTPUT for a message that is not sound. */
export async function* readEventStream(response: VendorResponse): AsyncGenerator<readonly BinaryEvent[], void> {
  const codec = await loadCodec();
  const splitter = new EventStreamSplitter();
  for (;;) {
    const piece = await response.read();
    if (piece === undefined) return;
    const { events, failure } = readAll(codec, splitter.push(piece));
    if (events.length > 0) yield events;
    if (failure !== undefined) throw failure;
  }
}

/** What came before a broken message is read all the same: it was said. */
function readAll(codec: EventStreamCodec, messages: Iterable<Buffer>): { events: BinaryEvent[]; failure?: unknown } {
  const events: BinaryEvent[] = [];
  try {
    for (const message of messages) events.push(decode(codec, message));
    return { events };
  } catch (failure) {
    return { events, failure };
  }
}

/** Throws BAD_OUTPUT when a sum or a header is wrong. */
export function decode(codec: EventStreamCodec, message: Uint8Array): BinaryEvent {
  try {
    const { headers, body } = codec.decode(message);
    const kind = textOf(headers[':message-type']?.value);
    return { kind, name: textOf(headers[kind === 'exception' ? ':exception-type' : ':event-type']?.value), data: toText(body) };
  } catch {
    throw badOutput('A message of the stream is broken.');
  }
}

let loading: Promise<EventStreamCodec> | undefined;

/** Loaded with the first stream that needs it. */
function loadCodec(): Promise<EventStreamCodec> {
  loading ??= import('@smithy/core/event-streams').then((loaded) => new loaded.EventStreamCodec(toText, (text) => Buffer.from(text, 'utf8')));
  return loading;
}

function toText(bytes: Uint8Array | string): string {
  return typeof bytes === 'string' ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
