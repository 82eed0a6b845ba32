// Ends a connection in the middle, the way a fault asks for.

import type { Call } from '../calls/call.js';

/** Closes the socket after everything written so far has left. */
export async function cutOff(call: Call): Promise<void> {
  // writeHead alone sends nothing.
  call.response.flushHeaders();
  await call.flushed();
  call.response.destroy();
}

/** Sends a TCP reset; what is still in our buffers is lost. */
export function resetConnection(call: Call): void {
  call.response.socket?.resetAndDestroy();
}
