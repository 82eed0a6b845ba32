// What a vendor is to blame for outside of an attempt. In one it is data; here it is the caller's error.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AppError, Reason, isAppError } from '@switchyard/common/errors';
import { VendorFailure } from '../adapter/vendor-failure.js';

const reasons: Readonly<Partial<Record<ErrorClass, Reason>>> = {
  [ErrorClass.CREDENTIAL]: Reason.PROVIDER_CREDENTIAL,
  [ErrorClass.RATE_LIMITED]: Reason.PROVIDER_RATE_LIMITED,
  [ErrorClass.QUOTA]: Reason.PROVIDER_QUOTA,
  [ErrorClass.OVERLOADED]: Reason.PROVIDER_OVERLOADED,
  [ErrorClass.TIMEOUT]: Reason.PROVIDER_TIMEOUT,
  [ErrorClass.BAD_OUTPUT]: Reason.BAD_OUTPUT,
  [ErrorClass.MODEL_GONE]: Reason.NOT_FOUND,
  [ErrorClass.CALLER]: Reason.INVALID_FIELD,
  [ErrorClass.INTERNAL]: Reason.INTERNAL,
};

const nextSteps: Readonly<Partial<Record<ErrorClass, string>>> = {
  [ErrorClass.CREDENTIAL]: 'Check the key at the provider, or give it a new one.',
  [ErrorClass.QUOTA]: 'Raise the quota of the account at the provider.',
  [ErrorClass.MODEL_GONE]: 'Check the id, and that it is asked for with the key that it was made with.',
  [ErrorClass.CALLER]: 'Mend what the provider names.',
  [ErrorClass.INTERNAL]: "Check the provider's row in the catalog and the adapter's log.",
};

/** `redact` takes the key out of the vendor's words. An AppError stays what it is. */
export function appErrorOf(providerId: string, error: unknown, redact: (text: string) => string): unknown {
  if (isAppError(error) || !(error instanceof VendorFailure)) return error;
  const { errorClass, message, retryAfterMs } = error.fields;
  return new AppError(reasons[errorClass] ?? Reason.PROVIDER_NETWORK, `Provider ${providerId}: ${redact(message)}`, { cause: error, nextStep: nextSteps[errorClass] ?? 'Ask again later.', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}
