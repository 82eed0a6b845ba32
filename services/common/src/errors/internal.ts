// What a caller sees of an error that nobody foresaw: a fixed sentence. The cause goes to the log.
import { Reason } from '@switchyard/proto/common/v1/reason';
import { AppError, isAppError } from './app-error.js';

const fixedSentence = 'Something failed inside Switchyard. The cause is in the log under this request id.';

/** Errors of ours pass unchanged; any other becomes INTERNAL with the original as its cause. */
export function toAppError(error: unknown): AppError {
  return isAppError(error) ? error : new AppError(Reason.INTERNAL, fixedSentence, { cause: error });
}
