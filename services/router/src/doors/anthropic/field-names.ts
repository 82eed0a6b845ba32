// Our fields under the names that this dialect has for them.
import type { AppError } from '@switchyard/common/errors';
import type { Json } from '../http/read.js';
import { renamed, withAdvice, withCapName, withField, type Rename } from '../http/rename-field.js';
import { placeOf, type MemberNames, type Turn } from '../http/turns.js';
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

const members: MemberNames = { callName: '.name', callArguments: '.input', resultId: '.tool_use_id' };

export function adviceInDialect(text: string): string {
  return withCapName(text, 'max_tokens');
}

/** The same error in the caller's words. */
export function inDialect(error: AppError, body: Json): AppError {
  const { field } = error.options;
  return withAdvice(field === undefined ? error : withField(error, theirName(field, body)), adviceInDialect);
}

function theirName(field: string, body: Json): string {
  if (!field.startsWith('messages')) return renamed(field, renames);
  const turns = turnsOf(body);
  return turns === undefined ? field : placeOf(field, turns, members);
}

/** undefined when the request could not be read: then the error was ours already in the caller's words. */
function turnsOf(body: Json): readonly Turn[] | undefined {
  try {
    return parseMessagesRequest(body, { mayPass: true, needsCap: false }).turns;
  } catch {
    return undefined;
  }
}
