// What a failed command says: a sentence, what to do, and the request it was about; as JSON where JSON was asked for.
import { isAppError, Reason } from '@switchyard/common/errors';
import { isDeclaredError } from '@switchyard/common/declared';
import { inCommandWords } from './words.js';

export function describeFailure(error: unknown, { isJson }: { isJson: boolean }): string {
  return isJson ? `${JSON.stringify({ error: fieldsOf(error) }, undefined, 2)}\n` : `${sentencesOf(error)}\n`;
}

function sentencesOf(error: unknown): string {
  if (!isAppError(error)) return messageOf(error);
  const { nextStep, requestId } = error.options;
  const sentence = [error.message, nextStep].filter(Boolean).map((part) => inCommandWords(part as string)).join(' ');
  return requestId === undefined || requestId === '' ? sentence : `${sentence}\nrequest  ${requestId}`;
}

function fieldsOf(error: unknown): object {
  if (isDeclaredError(error)) return { message: error.message, mistakes: error.mistakes };
  if (!isAppError(error)) return { message: messageOf(error) };
  const { nextStep, field, requestId } = error.options;
  return {
    reason: Reason[error.reason].toLowerCase(),
    code: error.code,
    message: inCommandWords(error.message),
    next_step: nextStep === undefined ? undefined : inCommandWords(nextStep),
    field,
    request_id: requestId === '' ? undefined : requestId,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
