// What only a provider can read, as text and back without loss: the vendor's own is text already, others keep bytes.

const mark = 'bytes:';

export function toData(redacted: Uint8Array): string {
  const text = Buffer.from(redacted).toString('utf8');
  return Buffer.from(text).equals(redacted) && !text.startsWith(mark) ? text : `${mark}${Buffer.from(redacted).toString('base64')}`;
}

export function fromData(data: string): Uint8Array {
  return data.startsWith(mark) ? Buffer.from(data.slice(mark.length), 'base64') : Buffer.from(data);
}
