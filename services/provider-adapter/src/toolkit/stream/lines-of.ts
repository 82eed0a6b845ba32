// The lines of a body that fetch gave, one by one, however long it is.
import { LineSplitter } from './line-splitter.js';

/** Empty lines are left out, and a last one without its end counts. Throws BAD_OUTPUT for a line beyond the limit. */
export async function* linesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string, void> {
  const splitter = new LineSplitter();
  for await (const piece of body ?? []) yield* splitter.push(Buffer.from(piece)).filter(hasText);
  yield* [splitter.end()].filter(hasText);
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
