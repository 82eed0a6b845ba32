// Gathers the events of a stream into few writes and counts what was written.

import type { Behaviour } from '../behaviour/behaviour.js';
import type { Call } from '../calls/call.js';
import type { Frame } from '../dialects/dialect.js';
import { writeBatchCharsMax } from '../limits.js';
import { encodeText } from './encode-body.js';
import { writeSegments } from './write-segments.js';

export class StreamWriter {
  /** Bytes of answer in everything added. */
  contentBytes = 0;
  /** Events added. */
  frames = 0;
  /** The byte at which the stream is cut was reached. */
  isCut = false;
  readonly #call: Call;
  readonly #segmentBytes: number | undefined;
  readonly #behaviour: Behaviour;
  readonly #eachFrame: boolean;
  readonly #encoding: BufferEncoding;
  #bytesLeft: number | undefined;
  #pending = '';

  constructor(call: Call, behaviour: Behaviour, encoding: BufferEncoding) {
    this.#call = call;
    this.#behaviour = behaviour;
    this.#encoding = encoding;
    this.#segmentBytes = behaviour.segmentBytes;
    this.#bytesLeft = behaviour.cutAfterBytes;
    // Where bytes are counted, an event that is never reached must not count as made.
    this.#eachFrame = behaviour.cutAfterBytes !== undefined || behaviour.segmentBytes !== undefined;
  }

  get isFull(): boolean {
    return this.#eachFrame || this.#pending.length >= writeBatchCharsMax;
  }

  add(frame: Frame): void {
    this.#pending += frame.text;
    this.frames += 1;
    this.contentBytes += frame.contentBytes ?? 0;
  }

  /** What has not been written yet. */
  rest(): Buffer {
    const rest = encodeText(this.#pending, this.#behaviour, this.#encoding);
    this.#pending = '';
    return rest;
  }

  /** Writes what is pending and waits until the reader has room for more. */
  async flush(): Promise<void> {
    const bytes = this.rest();
    if (this.#call.closed) return;
    if (bytes.length === 0) {
      // A pause before the first event is one after the headers.
      this.#call.response.flushHeaders();
      return;
    }
    if (this.#bytesLeft !== undefined) {
      if (bytes.length >= this.#bytesLeft) {
        this.isCut = true;
        if (this.#bytesLeft > 0) this.#call.response.write(bytes.subarray(0, this.#bytesLeft));
        return;
      }
      this.#bytesLeft -= bytes.length;
    }
    if (this.#segmentBytes !== undefined) return writeSegments(this.#call, bytes, this.#segmentBytes);
    if (!this.#call.response.write(bytes)) await this.#call.drained();
  }
}
