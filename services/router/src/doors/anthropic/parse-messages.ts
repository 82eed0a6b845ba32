// Turns of the dialect -> messages of ours. Results of tools are messages of their own with us, so one turn can become several.
import { Role } from '@switchyard/proto/common/v1/chat';
import { checkKnown } from '../http/fields.js';
import { fault, list, object, text, type Json } from '../http/read.js';
import { turnOf, type PlacedPart, type Turn } from '../http/turns.js';
import { parseBlock } from './parse-blocks.js';

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
      return [turnOf(Role.ASSISTANT, `${path}.content`, content)];
    case 'system':
      return [turnOf(Role.SYSTEM, `${path}.content`, content)];
    case 'user': {
      const results = content.filter(({ part }) => part.content?.case === 'toolResult');
      const words = content.filter(({ part }) => part.content?.case !== 'toolResult');
      const answers = results.map((result) => turnOf(Role.TOOL, `${path}.content`, [result]));
      return words.length === 0 && answers.length > 0 ? answers : [...answers, turnOf(Role.USER, `${path}.content`, words)];
    }
    default:
      throw fault(`${path}.role`, `"${role}" is not a role`, 'Use user or assistant; instructions go into system.');
  }
}

function contentOf(value: unknown, path: string): PlacedPart[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value === 'string') return [{ part: { content: { case: 'text', value } }, path }];
  return list(value, path).map((entry, index) => ({ part: parseBlock(object(entry, `${path}[${index}]`), `${path}[${index}]`), path: `${path}[${index}]` }));
}
