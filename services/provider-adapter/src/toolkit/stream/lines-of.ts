// The lines of a body that fetch gave, one by one, however long it is.
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { networkFailure } from '../http/network-failure.js';
import { LineSplitter } from './line-splitter.js';

/** Empty lines are left out, and so are those beyond the limit; a last one without its end counts. Throws VendorFailure when the connection breaks. */
export async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string, void> {
  if (body === null) return;
  const splitter = new LineSplitter({ dropsLong: true });
  const reader = body.getReader();
  try {
    for (let piece = await next(reader); piece !== undefined; piece = await next(reader)) yield* splitter.push(Buffer.from(piece)).filter(hasText);
    yield* [splitter.end()].filter(hasText);
  } finally {
    // Whoever has read enough leaves no connection behind.
    await reader.cancel().catch(() => {});
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (error) {
    throw error instanceof VendorFailure ? error : networkFailure(error as Error, { hasHead: true });
  }
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
