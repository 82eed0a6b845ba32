// Our fields under the names that responses have for them.
import type { AppError } from '@switchyard/common/errors';
import type { Json } from '../../http/read.js';
import { renamed, withField, type Rename } from '../../http/rename-field.js';
import { placeOf, type MemberNames, type Turn } from '../../http/turns.js';
import { parseResponses } from './parse-request.js';

const renames: readonly Rename[] = [
  [/^parameters\.tools\[(\d+)\]\.parameters_json/, 'tools[$1].parameters'],
  [/^parameters\.tool_choice\.mode/, 'tool_choice'],
  [/^parameters\.response_format\.schema_json/, 'text.format.schema'],
  [/^parameters\.reasoning_effort/, 'reasoning.effort'],
  [/^parameters\.(?!extra_json)/, ''],
  [/^labels/, 'metadata'],
];

const members: MemberNames = { callName: '.name', callArguments: '.arguments', resultId: '.call_id' };

/** The same error in the caller's words. */
export function inDialect(error: AppError, body: Json): AppError {
  const { field } = error.options;
  if (field === undefined) return error;
  if (field === 'end_user') return withField(error, (body['safety_identifier'] ?? '') === '' ? 'user' : 'safety_identifier');
  if (field === 'messages') return withField(error, 'input');
  if (!field.startsWith('messages[')) return withField(error, renamed(field, renames));
  return withField(error, placeOf(field, turnsOf(body), members));
}

/** What the domain finds fault with could be read before. */
function turnsOf(body: Json): readonly Turn[] {
  return parseResponses(body, { mayPass: true }).turns;
}
