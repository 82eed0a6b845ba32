// Reads a streamed body, event by event, one batch for what one read brought.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { VendorResponse } from '../../adapter/vendor-http.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { LineSplitter } from './line-splitter.js';
import { SseParser, type SseEvent } from './sse-parser.js';

/** Events in batches until the body ends. */
export async function* readSse(response: VendorResponse): AsyncGenerator<readonly SseEvent[], void> {
  const parser = new SseParser();
  for (;;) {
    const piece = await response.read();
    if (piece === undefined) return;
    const events = parser.push(piece);
    if (events.length > 0) yield events;
  }
}

/** Lines in batches until the body ends; empty ones are left out, and a last one without its end counts. */
export async function* readLines(response: VendorResponse): AsyncGenerator<readonly string[], void> {
  const splitter = new LineSplitter();
  for (;;) {
    const piece = await response.read();
    const lines = (piece === undefined ? [splitter.end()] : splitter.push(piece)).filter((line) => line.trim() !== '');
    if (lines.length > 0) yield lines;
    if (piece === undefined) return;
  }
}

/** A body that ended before the vendor's own end marker, however soundly it was framed. */
export function withoutEndMarker(marker: string): VendorFailure {
  return new VendorFailure({ origin: 'cut', errorClass: ErrorClass.BAD_OUTPUT, message: `The stream ended without its end marker (${marker}).` });
}
