// A failed attempt in the words of the caller: which reason, which sentence, what to do.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AppError, Reason } from '@switchyard/common/errors';

export interface FailureDescription {
  readonly errorClass: ErrorClass;
  readonly message: string;
  readonly provider: string;
  readonly model: string;
  readonly retryAfterMs: number | undefined;
  /** False when the call surely never left: then nothing of the request failed but ourselves. */
  readonly isSent: boolean;
}

const reasons: Readonly<Partial<Record<ErrorClass, { reason: Reason; nextStep?: string }>>> = {
  [ErrorClass.RATE_LIMITED]: { reason: Reason.PROVIDER_RATE_LIMITED, nextStep: 'Wait, or add a fallback model or a second key.' },
  [ErrorClass.OVERLOADED]: { reason: Reason.PROVIDER_OVERLOADED, nextStep: 'Try again later, or add a fallback model.' },
  [ErrorClass.NETWORK]: { reason: Reason.PROVIDER_NETWORK, nextStep: 'Check that the provider is reachable from provider-adapter.' },
  [ErrorClass.TIMEOUT]: { reason: Reason.PROVIDER_TIMEOUT, nextStep: 'Allow more time, ask for a shorter answer, or add a fallback model.' },
  [ErrorClass.CREDENTIAL]: { reason: Reason.PROVIDER_CREDENTIAL, nextStep: 'An operator must rotate the provider key.' },
  [ErrorClass.QUOTA]: { reason: Reason.PROVIDER_QUOTA, nextStep: 'An operator must raise the quota at the provider or add another key.' },
  [ErrorClass.CALLER]: { reason: Reason.PROVIDER_REFUSED, nextStep: 'Change the request as the message says.' },
  [ErrorClass.CONTEXT_LENGTH]: { reason: Reason.CONTEXT_TOO_LONG, nextStep: 'Shorten the prompt, or use a model with a larger window.' },
  [ErrorClass.MODEL_GONE]: { reason: Reason.MODEL_GONE, nextStep: 'Ask for another model; an operator should update the catalog.' },
  [ErrorClass.CONTENT_FILTER]: { reason: Reason.CONTENT_FILTER, nextStep: 'Change the prompt.' },
  [ErrorClass.BAD_OUTPUT]: { reason: Reason.BAD_OUTPUT, nextStep: 'Try again, or add a fallback model.' },
  [ErrorClass.CANCELLED]: { reason: Reason.CANCELLED },
  [ErrorClass.INTERNAL]: { reason: Reason.INTERNAL },
};

/** No adapter took it: told as what it is, and worth another try. */
const notSent = { reason: Reason.STORE_UNAVAILABLE, nextStep: 'Try again in a moment; nothing was sent and nothing is billed.' };

export function attemptError(failure: FailureDescription): AppError {
  const { reason, nextStep } = !failure.isSent && failure.errorClass === ErrorClass.INTERNAL ? notSent : (reasons[failure.errorClass] ?? { reason: Reason.INTERNAL });
  const sentence = failure.errorClass === ErrorClass.CANCELLED ? 'The caller went away.' : `${failure.model} at ${failure.provider}: ${failure.message}`;
  return new AppError(reason, sentence, { nextStep, retryAfterMs: failure.retryAfterMs });
}
