// One part of a turn as Converse's blocks: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html
import type { Media, Part, ToolResult } from '@switchyard/proto/common/v1/chat';
import { base64Of, cannotSay, parseObject } from '../../toolkit/index.js';

/** As it travels: what the SDK's types call bytes is base64 here. */
export type Block = Readonly<Record<string, unknown>>;

export interface Place {
  readonly field: string;
  /** Documents need names that differ. */
  nextDocument(): number;
}

export function toBlocks(part: Part, place: Place): Block[] {
  const block = toBlock(part, place);
  if (part.cacheHint === undefined) return [block];
  const { ttl } = part.cacheHint;
  return [block, { cachePoint: { type: 'default', ...(ttl === '' ? {} : { ttl }) } }];
}

function toBlock({ content }: Part, place: Place): Block {
  const { field } = place;
  switch (content.case) {
    case 'text':
      return { text: content.value };
    case 'image':
      return { image: imageOf(content.value, `${field}.image`) };
    case 'document':
      return { document: documentOf(content.value, place) };
    case 'toolCall':
      return { toolUse: { toolUseId: content.value.id, name: content.value.name, input: parseObject(content.value.argumentsJson || '{}', `${field}.tool_call.arguments_json`) } };
    case 'toolResult':
      return { toolResult: resultOf(content.value, place) };
    case 'reasoning':
      // Its own thinking is given back as it came, signature and all: the model checks it.
      if (content.value.redacted.length > 0) return { reasoningContent: { redactedContent: Buffer.from(content.value.redacted).toString('base64') } };
      return { reasoningContent: { reasoningText: { text: content.value.text, ...(content.value.signature === '' ? {} : { signature: content.value.signature }) } } };
    default:
      throw cannotSay(field, `this provider does not take ${content.case ?? 'an empty part'}.`);
  }
}

function resultOf({ toolCallId, parts, isError }: ToolResult, place: Place): Block {
  const content = parts.map((part, index) => {
    const field = `${place.field}.tool_result.parts[${index}]`;
    if (part.content.case === 'text' || part.content.case === 'image' || part.content.case === 'document') return toBlock(part, { ...place, field });
    throw cannotSay(field, `a result is text, images or documents, not ${part.content.case ?? 'an empty part'}.`);
  });
  return { toolUseId: toolCallId, content, ...(isError ? { status: 'error' } : {}) };
}

const imageFormats: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/jpg': 'jpeg', 'image/gif': 'gif', 'image/webp': 'webp' };
const documentFormats: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

function imageOf(image: Media, field: string): Block {
  const { mediaType, source } = sourceOf(image, field);
  const format = imageFormats[mediaType];
  if (format === undefined) throw cannotSay(field, `this provider takes ${Object.keys(imageFormats).join(', ')}.`);
  return { format, source };
}

function documentOf(document: Media, { field, nextDocument }: Place): Block {
  const { mediaType, source } = sourceOf(document, `${field}.document`);
  const format = documentFormats[mediaType];
  if (format === undefined) throw cannotSay(`${field}.document`, 'this provider takes PDF, CSV, HTML, text, Markdown, Word and Excel.');
  // The vendor allows letters, digits, single spaces, hyphens and brackets.
  const name = document.filename.replace(/[^A-Za-z0-9()[\]-]+/g, ' ').trim();
  return { format, name: `${name === '' ? 'document' : name} ${nextDocument()}`, source };
}

function sourceOf(media: Media, field: string): { mediaType: string; source: Block } {
  const bytes = base64Of(media);
  if (bytes !== undefined) return { mediaType: bytes.mediaType, source: { bytes: bytes.base64 } };
  if (media.source.case === 'url' && media.source.value.startsWith('s3://')) return { mediaType: media.mediaType, source: { s3Location: { uri: media.source.value } } };
  throw cannotSay(field, 'this provider takes bytes, or an s3:// address.');
}
