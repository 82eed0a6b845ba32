// The framework's own refusals (broken JSON, body too large) in our words.
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import { bodyBytesMax } from '../../limits.js';

export function fromFramework(error: unknown): AppError {
  const status = (error as { statusCode?: number }).statusCode;
  const { message } = error as Error;
  if (status === 413) return new AppError(Reason.MESSAGE_TOO_LARGE, `The request is over the limit of ${bodyBytesMax / 1024 ** 2} MiB.`, { nextStep: 'Send images by URL, or fewer of them.' });
  if (status === 415) return new AppError(Reason.INVALID_FIELD, 'content-type: only application/json is taken.', { field: 'content-type', nextStep: 'Send JSON.' });
  if ((error as { code?: string }).code === 'FST_ERR_BAD_URL') return new AppError(Reason.INVALID_FIELD, 'The address cannot be decoded.', { nextStep: 'Check its percent signs.' });
  if (status === 400) return new AppError(Reason.INVALID_FIELD, `body: ${message}.`, { field: 'body', nextStep: 'Send a JSON object.' });
  return toAppError(error);
}
