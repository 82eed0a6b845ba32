// Faults that the domain found are told in the caller's words: the dialect's field, not ours.
import { AppError } from '@switchyard/common/errors';
import type { Json } from '../http/read.js';

const prefixes: readonly (readonly [ours: RegExp, theirs: string])[] = [
  [/^parameters\.tools\[(\d+)\]\.parameters_json/, 'tools[$1].function.parameters'],
  [/^parameters\.tools\[(\d+)\]\.name/, 'tools[$1].function.name'],
  [/^parameters\.tool_choice\.name/, 'tool_choice.function.name'],
  [/^parameters\.tool_choice(\.mode)?/, 'tool_choice'],
  [/^parameters\.response_format\.schema_json/, 'response_format.json_schema.schema'],
  [/^parameters\.random_seed/, 'seed'],
  [/^parameters\./, ''],
  [/^messages\[(\d+)\]\.parts\[\d+\]\.tool_result\.tool_call_id/, 'messages[$1].tool_call_id'],
  [/^messages\[(\d+)\]\.parts\[\d+\]\.tool_call\.(name|arguments)(_json)?/, 'messages[$1].tool_calls.function.$2'],
  [/^messages\[(\d+)\]\.parts/, 'messages[$1].content'],
  [/^inputs(?=\[|$)/, 'input'],
  [/^labels/, 'metadata'],
  [/^cost_limit_usd/, 'x-switchyard-max-cost-usd'],
  [/^client_request_id/, 'x-client-request-id'],
  [/^idempotency_key/, 'idempotency-key'],
];

/** Our name of the cap of an answer, in advice that the domain gives. */
const capName = /\bmax_output_tokens\b/g;

/** Advice in the caller's words: the cap by the name that this dialect has for it. */
export function adviceInDialect(text: string): string {
  return text.replaceAll(capName, 'max_completion_tokens');
}

/** The same error with its field, and the field at the head of its sentence, as the caller wrote it. */
export function inDialect(error: AppError, body: Json): AppError {
  const { field } = error.options;
  if (field === undefined) return error;
  const theirs = dialectField(field, body);
  if (theirs === field) return error;
  const sentence = error.message.startsWith(`${field}:`) ? `${theirs}${error.message.slice(field.length)}` : error.message;
  return new AppError(error.reason, sentence, { code: error.code, ...error.options, field: theirs });
}

function dialectField(field: string, body: Json): string {
  if (field === 'parameters.max_output_tokens') return (body['max_completion_tokens'] ?? undefined) === undefined ? 'max_tokens' : 'max_completion_tokens';
  if (field === 'end_user') return (body['safety_identifier'] ?? '') === '' ? 'user' : 'safety_identifier';
  const found = prefixes.find(([ours]) => ours.test(field));
  return found === undefined ? field : field.replace(found[0], found[1]);
}
