// Pictures and files in the two shapes that vendors take: base64, or an address.
import type { Media } from '@switchyard/proto/common/v1/chat';
import { cannotSay } from './order-words.js';

const dataUrl = /^data:([^;,]*)(?:;[^,]*)?;base64,/;

/** The parts of a data: URL with base64; undefined for any other address. */
export function splitDataUrl(url: string): { mediaType: string; base64: string } | undefined {
  const match = dataUrl.exec(url);
  return match === null ? undefined : { mediaType: match[1] ?? '', base64: url.slice(match[0].length) };
}

/** The bytes as base64 with their type, wherever they are; undefined when only the vendor can fetch them. */
export function base64Of({ source, mediaType }: Media): { mediaType: string; base64: string } | undefined {
  if (source.case === 'data') {
    const { buffer, byteOffset, byteLength } = source.value;
    return { mediaType, base64: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
  }
  return source.case === 'url' ? splitDataUrl(source.value) : undefined;
}

/** An address that the vendor can read: the given one, or a data: URL of the bytes; undefined for a file id. */
export function dataUrlOf(media: Media): string | undefined {
  if (media.source.case === 'url') return media.source.value;
  const bytes = base64Of(media);
  return bytes === undefined ? undefined : `data:${bytes.mediaType};base64,${bytes.base64}`;
}

/** A picture for a vendor that takes both shapes. Throws CALLER, with the field, for one that is neither. */
export function pictureOf(image: Media, field: string): { readonly base64: string } | { readonly url: string } {
  const bytes = base64Of(image);
  if (bytes !== undefined) return { base64: bytes.base64 };
  if (image.source.case === 'url' && image.source.value !== '') return { url: image.source.value };
  throw cannotSay(field, 'this provider takes pictures as bytes or by URL.');
}
