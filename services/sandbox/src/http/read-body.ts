// Reads a request's body, up to a limit.

import type { IncomingMessage } from 'node:http';

export type BytesResult = { bytes: Buffer<ArrayBuffer> } | { tooLarge: true } | { gone: true };
export type BodyResult = { text: string } | { tooLarge: true } | { gone: true };

export async function readBody(request: IncomingMessage, bytesMax: number): Promise<BodyResult> {
  const result = await readBytes(request, bytesMax);
  return 'bytes' in result ? { text: result.bytes.toString('utf8') } : result;
}

export function readBytes(request: IncomingMessage, bytesMax: number): Promise<BytesResult> {
  return new Promise((resolve) => {
    const chunks: Buffer<ArrayBuffer>[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer<ArrayBuffer>) => {
      bytes += chunk.length;
      if (bytes > bytesMax) {
        // The rest is read and thrown away, so that the caller can finish writing and see our refusal.
        chunks.length = 0;
        resolve({ tooLarge: true });
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve({ bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }));
    request.on('error', () => resolve({ gone: true }));
    request.on('close', () => resolve({ gone: true }));
  });
}
