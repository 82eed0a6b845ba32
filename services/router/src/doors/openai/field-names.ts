// Our fields under the names that chat completions, vectors and pictures have for them.
import type { AppError } from '@switchyard/common/errors';
import type { Json } from '../http/read.js';
import { renamed, withAdvice, withCapName, withField, type Rename } from '../http/rename-field.js';

const renames: readonly Rename[] = [
  [/^parameters\.tools\[(\d+)\]\.parameters_json/, 'tools[$1].function.parameters'],
  [/^parameters\.tools\[(\d+)\]\.name/, 'tools[$1].function.name'],
  [/^parameters\.tool_choice\.name/, 'tool_choice.function.name'],
  [/^parameters\.tool_choice(\.mode)?/, 'tool_choice'],
  [/^parameters\.response_format\.schema_json/, 'response_format.json_schema.schema'],
  [/^parameters\.random_seed/, 'seed'],
  [/^parameters\.(?!extra_json)/, ''],
  [/^messages\[(\d+)\]\.parts\[\d+\]\.tool_result\.tool_call_id/, 'messages[$1].tool_call_id'],
  [/^messages\[(\d+)\]\.parts\[\d+\]\.tool_call\.(name|arguments)(_json)?/, 'messages[$1].tool_calls.function.$2'],
  [/^messages\[(\d+)\]\.parts/, 'messages[$1].content'],
  [/^inputs(?=\[|$)/, 'input'],
  [/^labels/, 'metadata'],
];

/** Advice in the caller's words: the cap by the name that this dialect has for it. */
export function adviceInDialect(text: string): string {
  return withCapName(text, 'max_completion_tokens');
}

/** The same error in the caller's words. */
export function inDialect(error: AppError, body: Json): AppError {
  const { field } = error.options;
  return withAdvice(field === undefined ? error : withField(error, dialectField(field, body)), adviceInDialect);
}

function dialectField(field: string, body: Json): string {
  if (field === 'parameters.max_output_tokens') return (body['max_completion_tokens'] ?? undefined) === undefined ? 'max_tokens' : 'max_completion_tokens';
  if (field === 'end_user') return (body['safety_identifier'] ?? '') === '' ? 'user' : 'safety_identifier';
  return renamed(field, renames);
}
