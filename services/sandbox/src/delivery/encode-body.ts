// From text to the bytes that leave, with the faults that only bytes can have.

import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';

import type { Behaviour } from '../behaviour/behaviour.js';
import { bombBytes } from '../limits.js';
import { brokenCharacter } from '../text/broken-character.js';

const brokenBytes = Buffer.from(brokenCharacter);
// Two bytes that no character begins with, and one that none ends with.
const invalidBytes = Buffer.from([0xff, 0xfe, 0xc0]);

export function encodeText(text: string, behaviour: Behaviour, encoding: BufferEncoding = 'utf8'): Buffer {
  const bytes = Buffer.from(text, encoding);
  return behaviour.invalidUtf8 === true ? breakCharacters(bytes) : bytes;
}

/** In place: a dialect that sums up its bytes has to break them first. */
export function breakCharacters(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf(brokenBytes); at !== -1; at = bytes.indexOf(brokenBytes, at)) bytes.set(invalidBytes, at);
  return bytes;
}

/** Made once: it takes longer to pack than to send. */
let bomb: Buffer | undefined;

const packers = { gzip: (bytes: Buffer) => gzipSync(bytes), br: (bytes: Buffer) => brotliCompressSync(bytes), zstd: (bytes: Buffer) => zstdCompressSync(bytes), bomb: () => (bomb ??= gzipSync(Buffer.alloc(bombBytes, 0x20))) };

export interface PackedBody {
  body: Buffer;
  encoding: string;
}

export function packBody(body: Buffer, packed: NonNullable<Behaviour['packed']>): PackedBody {
  return { body: packers[packed](body), encoding: packed === 'bomb' ? 'gzip' : packed };
}
