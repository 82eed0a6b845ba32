// Reads a request's body, up to a limit.

import type { IncomingMessage } from 'node:http';

export type BodyResult = { text: string } | { tooLarge: true } | { gone: true };

export function readBody(request: IncomingMessage, bytesMax: number): Promise<BodyResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        // The rest is read and thrown away, so that the caller can finish writing and see our refusal.
        chunks.length = 0;
        resolve({ tooLarge: true });
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve({ text: chunks.length === 1 ? chunks[0]!.toString('utf8') : Buffer.concat(chunks).toString('utf8') }));
    request.on('error', () => resolve({ gone: true }));
    request.on('close', () => resolve({ gone: true }));
  });
}
