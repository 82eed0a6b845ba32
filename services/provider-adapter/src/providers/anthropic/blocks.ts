// One part of a turn as Anthropic's content block.
import type { CacheControlEphemeral, ContentBlockParam, DocumentBlockParam, ImageBlockParam, ToolResultBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { CacheHint, Media, Part, ToolResult } from '@switchyard/proto/common/v1/chat';
import { base64Of, cannotSay, parseObject, splitDataUrl } from '../../toolkit/index.js';

export function toBlock(part: Part, field: string): ContentBlockParam {
  const { content } = part;
  const cache = cacheOf(part.cacheHint);
  switch (content.case) {
    case 'text':
      return { type: 'text', text: content.value, ...cache };
    case 'image':
      return { type: 'image', source: imageOf(content.value, field), ...cache };
    case 'document':
      return { type: 'document', source: documentOf(content.value, field), ...(content.value.filename === '' ? {} : { title: content.value.filename }), ...cache };
    case 'toolCall':
      return { type: 'tool_use', id: content.value.id, name: content.value.name, input: parseObject(content.value.argumentsJson || '{}', `${field}.tool_call.arguments_json`), ...cache };
    case 'toolResult':
      return { ...resultOf(content.value, field), ...cache };
    case 'reasoning':
      // Its own thinking is given back as it came, signature and all: the vendor checks it.
      if (content.value.redacted.length > 0) return { type: 'redacted_thinking', data: Buffer.from(content.value.redacted).toString('utf8') };
      return { type: 'thinking', thinking: content.value.text, signature: content.value.signature };
    default:
      throw cannotSay(field, `this provider does not take ${content.case ?? 'an empty part'}.`);
  }
}

export function cacheOf(hint: CacheHint | undefined): { cache_control?: CacheControlEphemeral } {
  if (hint === undefined) return {};
  return { cache_control: { type: 'ephemeral', ...(hint.ttl === '' ? {} : { ttl: hint.ttl as '5m' | '1h' }) } };
}

function resultOf({ toolCallId, parts, isError }: ToolResult, field: string): ToolResultBlockParam {
  const content = parts.map((part, index) => {
    const block = toBlock(part, `${field}.tool_result.parts[${index}]`);
    if (block.type === 'text' || block.type === 'image' || block.type === 'document') return block;
    throw cannotSay(`${field}.tool_result.parts[${index}]`, `a result is text, images or documents, not ${part.content.case ?? 'an empty part'}.`);
  });
  return { type: 'tool_result', tool_use_id: toolCallId, content, ...(isError ? { is_error: true } : {}) };
}

function imageOf(image: Media, field: string): ImageBlockParam['source'] {
  if (image.source.case === 'fileId') return { type: 'file', file_id: image.source.value };
  const bytes = base64Of(image);
  if (bytes !== undefined) return { type: 'base64', media_type: bytes.mediaType as 'image/png', data: bytes.base64 };
  if (image.source.case === 'url') return { type: 'url', url: image.source.value };
  throw cannotSay(`${field}.image`, 'it has no source.');
}

function documentOf(document: Media, field: string): DocumentBlockParam['source'] {
  const { source } = document;
  if (source.case === 'fileId') return { type: 'file', file_id: source.value };
  if (source.case === 'url' && splitDataUrl(source.value) === undefined) return { type: 'url', url: source.value };
  const bytes = base64Of(document);
  if (bytes?.mediaType === 'application/pdf') return { type: 'base64', media_type: 'application/pdf', data: bytes.base64 };
  if (bytes?.mediaType.startsWith('text/') === true) return { type: 'text', media_type: 'text/plain', data: Buffer.from(bytes.base64, 'base64').toString('utf8') };
  throw cannotSay(`${field}.document`, 'this provider takes PDF and text.');
}
