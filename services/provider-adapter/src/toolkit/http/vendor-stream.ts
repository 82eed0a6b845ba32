// The HTTP/2 stream of a request to a vendor. undici keeps it to itself, and neither resets one whose body still waits for the
// vendor's window nor tells a body that was cut from a whole one; so it is taken from where Node announces it.
import { subscribe } from 'node:diagnostics_channel';
import { constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { probe } from './probe-connection.js';

export class VendorStream {
  readonly #stream: ClientHttp2Stream;
  /** A stream that is over has forgotten it. */
  readonly #session: ClientHttp2Session | undefined;
  #isEndedByVendor = false;

  constructor(stream: ClientHttp2Stream) {
    this.#stream = stream;
    this.#session = stream.session as ClientHttp2Session | undefined;
    // Node ends what it reads when the vendor's last frame comes, and also when a stream was closed without one; before a close
    // it can only have been the frame.
    stream.push = (piece: unknown, encoding?: BufferEncoding): boolean => {
      if (piece === null && !stream.closed) this.#isEndedByVendor = true;
      return Object.getPrototypeOf(stream).push.call(stream, piece, encoding) as boolean;
    };
  }

  /** The kernel has all of the body. */
  get isSentWhole(): boolean {
    return this.#stream.writableFinished;
  }

  /** The vendor said with a frame that its answer is at its end. Only such an answer is whole, whatever closed the stream. */
  get isEndedByVendor(): boolean {
    return this.#isEndedByVendor;
  }

  /** Tells the vendor to stop; before undici does, which would wait for a body to leave and then forget the stream. */
  reset(): void {
    if (this.#stream.closed) return;
    const isWaiting = !this.#stream.writableFinished;
    this.#stream.close(constants.NGHTTP2_CANCEL);
    if (isWaiting && this.#session !== undefined) retire(this.#session);
  }

  /** Resets a stream that its vendor has left open; perhaps it did so because its connection is dead. */
  resetAndProbe(): void {
    if (this.#stream.closed) return;
    this.reset();
    if (this.#session !== undefined) probe(this.#session);
  }
}

/** Published by Node inside of session.request(): https://nodejs.org/api/diagnostics_channel.html#http2 */
export const streamCreated = 'http2.client.stream.created';

/**
 * Node counts what still waited on a stream against its connection for ever, and refuses all answers on it beyond 10 MB. So the
 * connection takes no new calls; undici is told as if the vendor had said goodbye, for it has no other ear.
 */
function retire(session: ClientHttp2Session): void {
  // undici is in the middle of letting the stream go.
  setImmediate(() => {
    if (!session.closed && !session.destroyed) session.emit('goaway', constants.NGHTTP2_NO_ERROR, streamIdMax);
  });
}

/** No stream is beyond it: all that are open may end. */
const streamIdMax = 2 ** 31 - 1;

interface Expectation {
  readonly path: string;
  readonly onStream: (stream: VendorStream) => void;
}

let expected: Expectation | undefined;
let isWatching = false;

/** From now on streams are announced; a process whose vendors are called over HTTP/1.1 has no need of it. */
export function watchStreams(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe(streamCreated, (message) => {
    const { stream, headers } = message as { stream: ClientHttp2Stream; headers?: Readonly<Record<string, unknown>> };
    // Other clients of this process open streams too.
    if (expected === undefined || headers?.[':path'] !== expected.path) return;
    const { onStream } = expected;
    expected = undefined;
    onStream(new VendorStream(stream));
  });
}

/** Called when a request starts: undici opens its stream in the same turn, or never, when the connection is of HTTP/1.1. */
export function expectStream(path: string, onStream: (stream: VendorStream) => void): void {
  if (!isWatching) return;
  const expectation = { path, onStream };
  expected = expectation;
  queueMicrotask(() => {
    if (expected === expectation) expected = undefined;
  });
}
