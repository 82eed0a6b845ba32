// Every field of a chat completion that we know, and what becomes of it. The field list follows the vendor's
// reference (https://platform.openai.com/docs/api-reference/chat/create). A field that is not here is refused by name.
import { AppError, nearest, Reason } from '@switchyard/common/errors';

/** Fields that are mapped; parse-chat.ts reads each of them. */
const mappedFields: ReadonlySet<string> = new Set([
  'model', 'messages', 'stream', 'stream_options', 'temperature', 'top_p', 'frequency_penalty', 'presence_penalty', 'stop', 'max_tokens',
  'max_completion_tokens', 'seed', 'tools', 'tool_choice', 'parallel_tool_calls', 'response_format', 'reasoning_effort', 'user',
  'safety_identifier', 'metadata', 'n', 'service_tier', 'modalities',
]);

/** Fields that change what is answered or paid and are not served yet, with the values that ask for nothing. */
const refusedUnless: Readonly<Record<string, (value: unknown) => boolean>> = {
  audio: isNothing,
  function_call: isNothing,
  functions: isNothing,
  logit_bias: (value) => isNothing(value) || Object.keys(value as object).length === 0,
  logprobs: (value) => isNothing(value) || value === false,
  prediction: isNothing,
  prompt_cache_key: isNothing,
  store: (value) => isNothing(value) || value === false,
  top_logprobs: (value) => isNothing(value) || value === 0,
  verbosity: isNothing,
  web_search_options: isNothing,
};

/** Throws FEATURE_NOT_BUILT or UNKNOWN_FIELD that names the first field at fault. */
export function checkFields(body: Readonly<Record<string, unknown>>): void {
  for (const [field, value] of Object.entries(body)) {
    if (mappedFields.has(field)) continue;
    const asksForNothing = Object.hasOwn(refusedUnless, field) ? refusedUnless[field] : undefined;
    if (asksForNothing === undefined) throw unknownField(field, [...mappedFields, ...Object.keys(refusedUnless)]);
    if (!asksForNothing(value)) {
      throw new AppError(Reason.FEATURE_NOT_BUILT, `${field}: this version of Switchyard does not serve it yet.`, { field, nextStep: 'Leave it out.', code: 'INVALID_ARGUMENT' });
    }
  }
}

/** The same for other endpoints of the dialect: a field that is not in the list is refused by name. */
export function checkKnown(body: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): void {
  for (const field of Object.keys(body)) if (!known.has(field)) throw unknownField(field, [...known]);
}

function unknownField(field: string, known: readonly string[]): AppError {
  const near = nearest(field, known);
  return new AppError(Reason.UNKNOWN_FIELD, `${field}: this field is not known here.`, { field, nextStep: near === undefined ? 'Leave it out, or check its spelling.' : `Did you mean "${near}"?` });
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}
