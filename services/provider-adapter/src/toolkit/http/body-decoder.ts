// Bodies that a vendor, or a proxy in front of it, has compressed. We do not ask for it: an answer is small, and unpacking
// costs more than it saves. What comes packed is unpacked with a limit, since a bomb is a kilobyte that becomes a gigabyte.
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { unpackedBytesMax } from '../../limits.js';
import { badOutput } from '../json/json.js';

export interface BodyDecoderEvents {
  readonly onData: (piece: Buffer) => void;
  readonly onEnd: () => void;
  readonly onFailure: (failure: VendorFailure) => void;
}

const unpackers: Readonly<Record<string, () => Transform>> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress, zstd: createZstdDecompress };

export class BodyDecoder {
  readonly #stream: Transform;
  #bytes = 0;

  constructor(stream: Transform, { onData, onEnd, onFailure }: BodyDecoderEvents) {
    this.#stream = stream;
    stream.on('data', (piece: Buffer) => {
      this.#bytes += piece.length;
      if (this.#bytes <= unpackedBytesMax) return onData(piece);
      stream.destroy();
      onFailure(badOutput(`The answer unpacks to more than ${unpackedBytesMax} bytes.`));
    });
    stream.on('end', onEnd);
    stream.on('error', () => onFailure(badOutput('The answer cannot be unpacked.')));
  }

  write(piece: Buffer): void {
    this.#stream.write(piece);
  }

  /** The packed body is whole; what is still inside comes out first. */
  end(): void {
    this.#stream.end();
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  destroy(): void {
    this.#stream.destroy();
  }
}

/** undefined for a body that is as it is. Throws BAD_OUTPUT for a packing that nobody here knows. */
export function decoderFor(encoding: string | undefined, events: BodyDecoderEvents): BodyDecoder | undefined {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return undefined;
  const open = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
  if (open === undefined) throw badOutput(`The answer is packed as "${name.slice(0, 32)}", which cannot be unpacked here.`);
  return new BodyDecoder(open(), events);
}
