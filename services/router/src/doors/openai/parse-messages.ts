// Messages of the dialect -> messages of ours.
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { MessageSchema, PartSchema, Role, type Message } from '@switchyard/proto/common/v1/chat';
import { cacheHintOf } from '../http/cache-hint.js';
import { checkKnown } from '../http/fields.js';
import { fault, list, object, text, type Json } from '../http/read.js';

type PartInit = MessageInitShape<typeof PartSchema>;

const roles: Readonly<Record<string, Role>> = { system: Role.SYSTEM, developer: Role.SYSTEM, user: Role.USER, assistant: Role.ASSISTANT, tool: Role.TOOL };

// Answers come back as they were given: what they said beside their content is no part of the conversation.
const members: ReadonlySet<string> = new Set(['role', 'content', 'name', 'tool_calls', 'tool_call_id', 'refusal', 'reasoning_content', 'annotations', 'parsed']);

export function parseMessages(value: unknown): Message[] {
  return list(value, 'messages').map((entry, index) => parseMessage(object(entry, `messages[${index}]`), `messages[${index}]`));
}

function parseMessage(message: Json, path: string): Message {
  checkKnown(message, members, path);
  const roleName = text(message, 'role', path);
  const role = Object.hasOwn(roles, roleName) ? roles[roleName] : undefined;
  if (role === undefined) throw fault(`${path}.role`, `"${roleName}" is not a role`, 'Use system, developer, user, assistant or tool.');
  const parts = role === Role.TOOL ? [toolResult(message, path)] : [...reasoning(message, path), ...content(message['content'], `${path}.content`), ...toolCalls(message, path)];
  return create(MessageSchema, { role, name: text(message, 'name', path), parts });
}

/** As our own answers tell it, and several vendors' theirs. */
function reasoning(message: Json, path: string): PartInit[] {
  const thought = text(message, 'reasoning_content', path);
  return thought === '' ? [] : [{ content: { case: 'reasoning', value: { text: thought } } }];
}

function content(value: unknown, path: string): PartInit[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value === 'string') return [{ content: { case: 'text', value } }];
  return list(value, path).map((entry, index) => contentPart(object(entry, `${path}[${index}]`), `${path}[${index}]`));
}

const partMembers: Readonly<Record<string, readonly string[]>> = { text: [], refusal: [], image_url: ['url', 'detail'], input_audio: ['data', 'format'], file: ['filename', 'file_id', 'file_data'] };

/** Members of a part stand in a member of its type's name, but for words. */
function checkPart(part: Json, type: string, path: string): void {
  const known = Object.hasOwn(partMembers, type) ? (partMembers[type] ?? []) : undefined;
  if (known === undefined) throw fault(`${path}.type`, `"${type}" is not a content type`, 'Use text, image_url, input_audio or file.');
  checkKnown(part, new Set(['type', 'cache_control', type]), path);
  if (type !== 'text' && type !== 'refusal') checkKnown(object(part[type], `${path}.${type}`), new Set(known), `${path}.${type}`);
}

function contentPart(part: Json, path: string): PartInit {
  checkPart(part, text(part, 'type', path), path);
  const cacheHint = cacheHintOf(part['cache_control'], `${path}.cache_control`);
  return { ...partContent(part, path), ...(cacheHint === undefined ? {} : { cacheHint }) };
}

function partContent(part: Json, path: string): PartInit {
  switch (part['type']) {
    case 'text':
    case 'refusal':
      return { content: { case: 'text', value: text(part, part['type'], path) } };
    case 'image_url': {
      const image = object(part['image_url'], `${path}.image_url`);
      return { content: { case: 'image', value: { source: { case: 'url', value: text(image, 'url', `${path}.image_url`) }, detail: text(image, 'detail', `${path}.image_url`) } } };
    }
    case 'input_audio': {
      const audio = object(part['input_audio'], `${path}.input_audio`);
      const data = Buffer.from(text(audio, 'data', `${path}.input_audio`), 'base64');
      return { content: { case: 'audio', value: { source: { case: 'data', value: data }, mediaType: `audio/${text(audio, 'format', `${path}.input_audio`)}` } } };
    }
    default:
      return { content: { case: 'document', value: document(object(part['file'], `${path}.file`), `${path}.file`) } };
  }
}

function document(file: Json, path: string) {
  const filename = text(file, 'filename', path);
  const fileId = text(file, 'file_id', path);
  if (fileId !== '') return { source: { case: 'fileId' as const, value: fileId }, filename };
  return { source: { case: 'url' as const, value: text(file, 'file_data', path) }, filename };
}

function toolCalls(message: Json, path: string): PartInit[] {
  const calls = message['tool_calls'];
  if (calls === undefined || calls === null) return [];
  return list(calls, `${path}.tool_calls`).map((entry, index) => {
    const at = `${path}.tool_calls[${index}]`;
    const call = object(entry, at);
    const called = object(call['function'], `${at}.function`);
    checkKnown(call, new Set(['id', 'type', 'function', 'index']), at);
    checkKnown(called, new Set(['name', 'arguments', 'parsed_arguments']), `${at}.function`);
    return { content: { case: 'toolCall', value: { id: text(call, 'id', at), name: text(called, 'name', `${at}.function`), argumentsJson: text(called, 'arguments', `${at}.function`) } } };
  });
}

function toolResult(message: Json, path: string): PartInit {
  return { content: { case: 'toolResult', value: { toolCallId: text(message, 'tool_call_id', path), parts: content(message['content'], `${path}.content`) } } };
}
