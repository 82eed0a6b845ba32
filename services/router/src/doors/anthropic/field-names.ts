// Our fields under the names that this dialect has for them.
import type { AppError } from '@switchyard/common/errors';
import type { Json } from '../http/read.js';
import { renamed, withField, type Rename } from '../http/rename-field.js';
import type { Turn } from './parse-messages.js';
import { parseMessagesRequest } from './parse-request.js';

const renames: readonly Rename[] = [
  [/^parameters\.tools\[(\d+)\]\.parameters_json/, 'tools[$1].input_schema'],
  [/^parameters\.tool_choice\.mode/, 'tool_choice.type'],
  [/^parameters\.response_format\.schema_json/, 'output_config.format.schema'],
  [/^parameters\.max_output_tokens/, 'max_tokens'],
  [/^parameters\.thinking_budget_tokens/, 'thinking.budget_tokens'],
  [/^parameters\.thinking_display/, 'thinking.display'],
  [/^parameters\.reasoning_effort/, 'output_config.effort'],
  [/^parameters\.stop(?=\[|$)/, 'stop_sequences'],
  [/^parameters\.(?!extra_json)/, ''],
  [/^end_user/, 'metadata.user_id'],
  [/^labels/, 'x-switchyard-labels'],
];

const oursPattern = /^messages\[(\d+)\](?:\.parts(?:\[(\d+)\])?)?(?:\.tool_call\.(name|arguments)(?:_json)?|\.tool_result\.tool_call_id|\.(image|document))?/;
const callMembers: Readonly<Record<string, string>> = { name: '.name', arguments: '.input' };

/** Our name of the cap of an answer, in advice that the domain gives. */
const capName = /\bmax_output_tokens\b/g;

export function adviceInDialect(text: string): string {
  return text.replaceAll(capName, 'max_tokens');
}

/** The same error in the caller's words. */
export function inDialect(error: AppError, body: Json): AppError {
  const { field } = error.options;
  if (field === undefined) return error;
  if (!field.startsWith('messages')) return withField(error, renamed(field, renames));
  const turns = turnsOf(body);
  return turns === undefined ? error : withField(error, placeOf(field, turns));
}

/** undefined when the request could not be read: then the error was ours already in the caller's words. */
function turnsOf(body: Json): readonly Turn[] | undefined {
  try {
    return parseMessagesRequest(body, { mayPass: true, needsCap: false }).turns;
  } catch {
    return undefined;
  }
}

function placeOf(field: string, turns: readonly Turn[]): string {
  const match = oursPattern.exec(field);
  const turn = match === null ? undefined : turns[Number(match[1])];
  if (match === null || turn === undefined) return field;
  const part = match[2] === undefined ? undefined : turn.parts[Number(match[2])];
  if (part === undefined) return `${turn.path}.content`;
  return `${part}${callMembers[match[3] ?? ''] ?? ''}${field.includes('tool_call_id') ? '.tool_use_id' : ''}${match[4] === undefined ? '' : '.source'}`;
}
