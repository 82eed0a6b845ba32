// Faults that the domain found are told in the caller's words: the dialect's field, not ours.
import { AppError } from '@switchyard/common/errors';

/** Fields of ours that every dialect has under the same name of its own. */
const everywhere: readonly Rename[] = [
  [/^parameters\.extra_json\.?/, ''],
  [/^cost_limit_usd/, 'x-switchyard-max-cost-usd'],
  [/^client_request_id/, 'x-client-request-id'],
  [/^idempotency_key/, 'idempotency-key'],
];

export type Rename = readonly [ours: RegExp, theirs: string];

/** The first rename that fits; the field itself where none does. */
export function renamed(field: string, renames: readonly Rename[]): string {
  const found = [...renames, ...everywhere].find(([ours]) => ours.test(field));
  return found === undefined ? field : field.replace(found[0], found[1]);
}

/** The same error with its field, and the field at the head of its sentence, as the caller wrote it. */
export function withField(error: AppError, theirs: string): AppError {
  const { field } = error.options;
  if (field === undefined || theirs === field) return error;
  const sentence = error.message.startsWith(`${field}:`) ? `${theirs}${error.message.slice(field.length)}` : error.message;
  return new AppError(error.reason, sentence, { code: error.code, ...error.options, field: theirs });
}

/** The same error with its sentences in the caller's words. */
export function withAdvice(error: AppError, advice: (text: string) => string): AppError {
  const { nextStep } = error.options;
  return new AppError(error.reason, advice(error.message), { code: error.code, ...error.options, ...(nextStep === undefined ? {} : { nextStep: advice(nextStep) }) });
}

/** Advice of the domain with the dialect's name for the cap of an answer. */
export function withCapName(text: string, theirs: string): string {
  return text.replaceAll(/\bmax_output_tokens\b/g, theirs);
}
