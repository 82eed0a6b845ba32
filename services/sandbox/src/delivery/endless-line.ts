// A body that never comes to the end of its line. It stops when the caller does.

import type { OutgoingHttpHeaders } from 'node:http';

import type { Call } from '../calls/call.js';
import { endlessBytesMax } from '../limits.js';

const piece = Buffer.alloc(64 * 1024, 'x');

export async function deliverEndlessLine(call: Call, headers: OutgoingHttpHeaders): Promise<void> {
  call.response.writeHead(200, headers);
  for (let sent = 0; sent < endlessBytesMax && !call.closed; sent += piece.length) {
    if (!call.response.write(piece)) await call.drained();
  }
  call.response.end();
}
