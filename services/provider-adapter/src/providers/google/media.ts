// Pictures, documents and sounds: bytes inline, or an address that Google fetches itself.
// https://ai.google.dev/gemini-api/docs/file-input-methods
import type { Part as GooglePart } from '@google/genai';
import type { Media } from '@switchyard/proto/common/v1/chat';
import { base64Of, cannotSay } from '../../toolkit/index.js';

const files = 'https://generativelanguage.googleapis.com/v1beta/';

export function toMediaPart(media: Media, field: string): GooglePart {
  const bytes = base64Of(media);
  if (bytes !== undefined) {
    if (bytes.mediaType === '') throw cannotSay(field, 'bytes need a media type such as image/png.');
    return { inlineData: { mimeType: bytes.mediaType, data: bytes.base64 } };
  }
  const { source, mediaType } = media;
  if (source.case === undefined || source.value === '' || source.case === 'data') throw cannotSay(field, 'it has no source.');
  // A file's name is files/abc; its address is what the API takes.
  const fileUri = source.case === 'fileId' && source.value.startsWith('files/') ? `${files}${source.value}` : source.value;
  return { fileData: { fileUri, ...(mediaType === '' ? {} : { mimeType: mediaType }) } };
}
