// One way to write a list of values as bytes, in which no two different lists look alike: each value after its length.

export type CanonicalPart = string | number | bigint | Uint8Array;

export function canonical(parts: readonly CanonicalPart[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part) => {
      const bytes = part instanceof Uint8Array ? part : Buffer.from(String(part), 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}
