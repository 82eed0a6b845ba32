// Pictures, documents and sounds: a type that vendors take, a size that they take, and bytes that are what they are called.
// Told here with the field's path, rather than by a vendor after the bytes have travelled.
import type { Media } from '@switchyard/proto/common/v1/chat';
import { imageBytesMax, mediaAddressLengthMax } from '../limits.js';
import { invalid, missing } from './field-errors.js';

export type MediaKind = 'image' | 'document' | 'audio';

/** Types that at least one vendor takes, from the vendors' pages; text of every kind is a document. */
const types: Readonly<Record<MediaKind, RegExp>> = {
  image: /^image\/(?:png|jpe?g|gif|webp|bmp|tiff|heic|heif|avif)$/,
  document: /^(?:application\/(?:pdf|json|rtf|xml|msword|vnd\.(?:openxmlformats-officedocument|ms-)[\w.-]+)|text\/[\w.+-]+)$/,
  audio: /^audio\/[\w.+-]+$/,
};

/** How the bytes of a type begin; types that are not here have no such mark, or several. */
const marks: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/jpg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
  'image/webp': ['52494646'],
  'application/pdf': ['25504446'],
};

/** Throws INVALID_FIELD or MISSING_FIELD. */
export function validateMedia({ source, mediaType }: Media, kind: MediaKind, path: string): void {
  switch (source.case) {
    case undefined:
      throw missing(path, 'it has no source', 'Set url, data or file_id.');
    case 'data':
      if (mediaType === '') throw missing(`${path}.media_type`, 'it is needed with data', 'Set it, for example to image/png.');
      checkType(mediaType, kind, `${path}.media_type`);
      return checkBytes(source.value, { kind, mediaType, path });
    case 'url':
      return checkAddress(source.value, kind, path);
    case 'fileId':
  }
}

function checkType(mediaType: string, kind: MediaKind, path: string): void {
  // A parameter such as "; charset=utf-8" is no part of the type.
  const type = mediaType.split(';')[0]!.trim().toLowerCase();
  if (!types[kind].test(type)) throw invalid(path, `"${mediaType.slice(0, 64)}" is no type of ${kind} that a provider takes`, examples[kind]);
}

function checkBytes(bytes: Uint8Array, { kind, mediaType, path }: { kind: MediaKind; mediaType: string; path: string }): void {
  if (bytes.length === 0) throw invalid(path, 'it is empty', 'Send its bytes.');
  if (kind === 'image' && bytes.length > imageBytesMax) throw invalid(path, `it has ${bytes.length} bytes; the limit is ${imageBytesMax}`, 'Make it smaller, or send its address.');
  const known = marks[mediaType.split(';')[0]!.trim().toLowerCase()];
  if (known === undefined) return;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8)).toString('hex');
  if (!known.some((mark) => head.startsWith(mark))) throw invalid(path, `its bytes are not ${mediaType}`, 'Name the type that it has.');
}

/** Vendors fetch what is on the public web; data: carries the bytes itself. */
function checkAddress(address: string, kind: MediaKind, path: string): void {
  const inline = /^data:([^;,]*)/i.exec(address);
  if (inline !== null) return checkType(inline[1] ?? '', kind, path);
  if (address.length > mediaAddressLengthMax) throw invalid(path, `its address has ${address.length} characters; the limit is ${mediaAddressLengthMax}`, 'Shorten it.');
  if (!URL.canParse(address) || !['http:', 'https:', 'gs:', 's3:'].includes(new URL(address).protocol)) throw invalid(path, 'its address is none that a provider can fetch', 'Use https://, or send the bytes.');
}

const examples: Readonly<Record<MediaKind, string>> = {
  image: 'Use image/png, image/jpeg, image/gif or image/webp.',
  document: 'Use application/pdf or a text type.',
  audio: 'Use an audio type such as audio/wav or audio/mpeg.',
};
