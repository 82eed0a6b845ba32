// Input items -> messages of ours. What the assistant said, thought and called in a row is one message with us.
import { Role } from '@switchyard/proto/common/v1/chat';
import { checkKnown } from '../../http/fields.js';
import { fault, list, object, text, type Json } from '../../http/read.js';
import { turnOf, type PartInit, type PlacedPart, type Turn } from '../../http/turns.js';
import { readCipher } from './cipher.js';
import { contentOf } from './parse-content.js';

const roles: Readonly<Record<string, Role>> = { system: Role.SYSTEM, developer: Role.SYSTEM, user: Role.USER, assistant: Role.ASSISTANT };

interface Item {
  readonly role: Role;
  readonly path: string;
  readonly content: readonly PlacedPart[];
}

/** Instructions first. Throws with the field's path. */
export function parseInput(body: Json): Turn[] {
  const { input } = body;
  const items = typeof input === 'string' ? [{ role: Role.USER, path: 'input', content: contentOf(input, 'input') }] : list(input, 'input').map((entry, index) => parseItem(object(entry, `input[${index}]`), `input[${index}]`));
  const instructions = text(body, 'instructions', '');
  const turns = merged(items).map(({ role, path, content }) => turnOf(role, path, content));
  return instructions === '' || turns.length === 0 ? turns : [turnOf(Role.SYSTEM, 'instructions', contentOf(instructions, 'instructions')), ...turns];
}

/** Several calls stand beside each other as items, and in one turn everywhere else. */
function merged(items: readonly Item[]): Item[] {
  const all: Item[] = [];
  for (const item of items) {
    const last = all.at(-1);
    if (last !== undefined && last.role === Role.ASSISTANT && item.role === Role.ASSISTANT) all[all.length - 1] = { ...last, content: [...last.content, ...item.content] };
    else all.push(item);
  }
  return all;
}

function parseItem(item: Json, path: string): Item {
  const type = text(item, 'type', path) || 'message';
  const said = (role: Role, part: PartInit): Item => ({ role, path, content: [{ part, path }] });
  switch (type) {
    case 'message':
      return messageOf(item, path);
    case 'function_call':
      checkKnown(item, new Set(['type', 'id', 'call_id', 'name', 'arguments', 'status', 'parsed_arguments', 'caller']), path);
      return said(Role.ASSISTANT, { content: { case: 'toolCall', value: { id: text(item, 'call_id', path), name: text(item, 'name', path), argumentsJson: text(item, 'arguments', path) } } });
    case 'function_call_output':
      checkKnown(item, new Set(['type', 'id', 'call_id', 'output', 'status', 'name', 'caller']), path);
      return said(Role.TOOL, { content: { case: 'toolResult', value: { toolCallId: text(item, 'call_id', path), parts: contentOf(item['output'], `${path}.output`).map(({ part }) => part) } } });
    case 'reasoning':
      return said(Role.ASSISTANT, { content: { case: 'reasoning', value: reasoningOf(item, path) } });
    default:
      throw fault(`${path}.type`, `"${type}" is not served`, 'Use message, function_call, function_call_output or reasoning.');
  }
}

function messageOf(item: Json, path: string): Item {
  checkKnown(item, new Set(['type', 'id', 'role', 'content', 'status', 'phase']), path);
  const name = text(item, 'role', path);
  const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (role === undefined) throw fault(`${path}.role`, `"${name}" is not a role`, 'Use system, developer, user or assistant.');
  return { role, path: `${path}.content`, content: contentOf(item['content'], `${path}.content`) };
}

function reasoningOf(item: Json, path: string) {
  checkKnown(item, new Set(['type', 'id', 'summary', 'content', 'encrypted_content', 'status']), path);
  const texts = list(item['summary'] ?? [], `${path}.summary`).map((entry, index) => text(object(entry, `${path}.summary[${index}]`), 'text', `${path}.summary[${index}]`));
  const cipher = text(item, 'encrypted_content', path);
  const proof = cipher === '' ? {} : readCipher(cipher);
  if (proof === undefined) throw fault(`${path}.encrypted_content`, 'it was not made here', 'Leave the item out.');
  return { text: texts.join(''), ...proof };
}
