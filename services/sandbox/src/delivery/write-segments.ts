// Writes a body in small pieces that may end inside a character.

import type { Call } from '../calls/call.js';

/** Writes a body in pieces of so many bytes, each in a turn of its own. */
export async function writeSegments(call: Call, whole: Buffer, bytes: number): Promise<void> {
  for (let start = 0; start < whole.length && !call.closed; start += bytes) {
    call.response.write(whole.subarray(start, start + bytes));
    await call.flushed();
    await call.drained();
  }
}
