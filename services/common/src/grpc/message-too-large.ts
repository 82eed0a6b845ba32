// The refusal of a message that is longer than we accept, wherever it is measured.
import { AppError, Reason } from '../errors/index.js';
import { messageBytesMax } from './limits.js';

export function messageTooLarge(bytes: number, limit = messageBytesMax): AppError {
  return new AppError(Reason.MESSAGE_TOO_LARGE, `The message has ${bytes} bytes; the limit is ${limit} (${Math.floor(limit / 1024 ** 2)} MiB).`, {
    nextStep: 'Send images by URL, or fewer of them.',
  });
}
