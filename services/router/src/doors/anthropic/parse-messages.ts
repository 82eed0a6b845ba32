// Turns of the dialect -> messages of ours. Results of tools are messages of their own with us, so one turn can become several.
import { create } from '@bufbuild/protobuf';
import { MessageSchema, PartSchema, Role, type Message } from '@switchyard/proto/common/v1/chat';
import { checkKnown } from '../http/fields.js';
import { fault, list, object, text, type Json } from '../http/read.js';
import { parseBlock, type PartInit } from './parse-blocks.js';

/** One message of ours, and where it stands in the caller's request. */
export interface Turn {
  readonly message: Message;
  readonly path: string;
  /** The path of each part. */
  readonly parts: readonly string[];
}

interface PlacedPart {
  readonly part: PartInit;
  readonly path: string;
}

/** Instructions first, then the turns. Throws with the field's path. */
export function parseTurns(body: Json): Turn[] {
  const system = contentOf(body['system'], 'system');
  const turns = list(body['messages'], 'messages').flatMap((entry, index) => parseTurn(object(entry, `messages[${index}]`), `messages[${index}]`));
  // Instructions alone are no question; that there is none is for the domain to say.
  return system.length === 0 || turns.length === 0 ? turns : [turnOf(Role.SYSTEM, 'system', system), ...turns];
}

function parseTurn(message: Json, path: string): Turn[] {
  checkKnown(message, new Set(['role', 'content']), path);
  const role = text(message, 'role', path);
  const content = contentOf(message['content'], `${path}.content`);
  switch (role) {
    case 'assistant':
      return [turnOf(Role.ASSISTANT, path, content)];
    case 'system':
      return [turnOf(Role.SYSTEM, path, content)];
    case 'user': {
      const results = content.filter(({ part }) => part.content?.case === 'toolResult');
      const words = content.filter(({ part }) => part.content?.case !== 'toolResult');
      const answers = results.map((result) => turnOf(Role.TOOL, path, [result]));
      return words.length === 0 && answers.length > 0 ? answers : [...answers, turnOf(Role.USER, path, words)];
    }
    default:
      throw fault(`${path}.role`, `"${role}" is not a role`, 'Use user or assistant; instructions go into system.');
  }
}

function turnOf(role: Role, path: string, content: readonly PlacedPart[]): Turn {
  return { message: create(MessageSchema, { role, parts: content.map(({ part }) => create(PartSchema, part)) }), path, parts: content.map((placed) => placed.path) };
}

function contentOf(value: unknown, path: string): PlacedPart[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value === 'string') return [{ part: { content: { case: 'text', value } }, path }];
  return list(value, path).map((entry, index) => ({ part: parseBlock(object(entry, `${path}[${index}]`), `${path}[${index}]`), path: `${path}[${index}]` }));
}
