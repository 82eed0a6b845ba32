// One content block of the dialect -> one part of ours.
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { MediaSchema } from '@switchyard/proto/common/v1/chat';
import { cacheHintOf } from '../http/cache-hint.js';
import { checkKnown, isNothing, notServed } from '../http/fields.js';
import { fault, list, object, optional, text, type Json } from '../http/read.js';
import type { PartInit } from '../http/turns.js';
import { fromData } from './redacted-data.js';

type MediaInit = MessageInitShape<typeof MediaSchema>;

/** Throws with the field's path. */
export function parseBlock(block: Json, path: string): PartInit {
  const content = contentOf(block, path);
  const cacheHint = cacheHintOf(block['cache_control'], `${path}.cache_control`);
  return { content, ...(cacheHint === undefined ? {} : { cacheHint }) };
}

function contentOf(block: Json, path: string): NonNullable<PartInit['content']> {
  const type = text(block, 'type', path);
  switch (type) {
    case 'text':
      known(block, path, ['text']);
      return { case: 'text', value: text(block, 'text', path) };
    case 'image':
      known(block, path, ['source']);
      return { case: 'image', value: mediaOf(object(block['source'], `${path}.source`), `${path}.source`) };
    case 'document':
      return { case: 'document', value: documentOf(block, path) };
    case 'thinking':
      known(block, path, ['thinking', 'signature']);
      return { case: 'reasoning', value: { text: text(block, 'thinking', path), signature: text(block, 'signature', path) } };
    case 'redacted_thinking':
      known(block, path, ['data']);
      return { case: 'reasoning', value: { redacted: fromData(text(block, 'data', path)) } };
    case 'tool_use':
      return { case: 'toolCall', value: toolCallOf(block, path) };
    case 'tool_result':
      return { case: 'toolResult', value: toolResultOf(block, path) };
    default:
      throw fault(`${path}.type`, `"${type}" is not served`, 'Use text, image, document, thinking, redacted_thinking, tool_use or tool_result.');
  }
}

/** Earlier answers come back with members that they were given and that say nothing. */
function known(block: Json, path: string, names: readonly string[]): void {
  checkKnown(block, new Set(['type', 'cache_control', ...names]), path);
}

function mediaOf(source: Json, path: string): MediaInit {
  const type = text(source, 'type', path);
  switch (type) {
    case 'base64':
      checkKnown(source, new Set(['type', 'media_type', 'data']), path);
      for (const name of ['media_type', 'data']) if (text(source, name, path) === '') throw fault(`${path}.${name}`, 'it is empty', 'Send the bytes in base64, and their type, for example image/png.');
      return { source: { case: 'url', value: `data:${text(source, 'media_type', path)};base64,${text(source, 'data', path)}` } };
    case 'url':
      checkKnown(source, new Set(['type', 'url']), path);
      return { source: { case: 'url', value: text(source, 'url', path) } };
    case 'file':
      checkKnown(source, new Set(['type', 'file_id']), path);
      return { source: { case: 'fileId', value: text(source, 'file_id', path) } };
    default:
      throw fault(`${path}.type`, `"${type}" is not served`, 'Use base64, url or file; text for documents.');
  }
}

function documentOf(block: Json, path: string): MediaInit {
  known(block, path, ['source', 'title', 'citations']);
  const citations = isNothing(block['citations']) ? {} : object(block['citations'], `${path}.citations`);
  if (optional<boolean>(citations, 'enabled', `${path}.citations`, 'boolean') === true) throw notServed(`${path}.citations`);
  const source = object(block['source'], `${path}.source`);
  const filename = text(block, 'title', path);
  if (source['type'] !== 'text') return { ...mediaOf(source, `${path}.source`), filename };
  checkKnown(source, new Set(['type', 'media_type', 'data']), `${path}.source`);
  return { source: { case: 'data', value: Buffer.from(text(source, 'data', `${path}.source`)) }, mediaType: 'text/plain', filename };
}

function toolCallOf(block: Json, path: string) {
  known(block, path, ['id', 'name', 'input', 'caller', 'toolset_name']);
  if (!isNothing(block['caller']) && object(block['caller'], `${path}.caller`)['type'] !== 'direct') throw notServed(`${path}.caller`);
  if (!isNothing(block['toolset_name'])) throw notServed(`${path}.toolset_name`);
  return { id: text(block, 'id', path), name: text(block, 'name', path), argumentsJson: JSON.stringify(object(block['input'] ?? {}, `${path}.input`)) };
}

function toolResultOf(block: Json, path: string) {
  known(block, path, ['tool_use_id', 'content', 'is_error']);
  const { content } = block;
  const parts = typeof content === 'string' ? [{ content: { case: 'text' as const, value: content } }] : isNothing(content) ? [] : list(content, `${path}.content`).map((entry, index) => resultPart(object(entry, `${path}.content[${index}]`), `${path}.content[${index}]`));
  return { toolCallId: text(block, 'tool_use_id', path), parts, isError: optional<boolean>(block, 'is_error', path, 'boolean') ?? false };
}

function resultPart(block: Json, path: string): PartInit {
  const part = parseBlock(block, path);
  if (!['text', 'image', 'document'].includes(part.content?.case ?? '')) throw fault(`${path}.type`, 'a result is text, images or documents', 'Use text, image or document.');
  return part;
}
