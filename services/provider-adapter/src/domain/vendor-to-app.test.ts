// Goal: whoever asks outside of an attempt learns what is wrong and what to do, and never the key.
import { describe, expect, it } from '@jest/globals';
import { AppError, Reason } from '@switchyard/common/errors';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { appErrorOf } from './vendor-to-app.js';

const key = 'sk-0123456789';
const redact = (text: string): string => text.replaceAll(key, '[redacted]');
const failure = (errorClass: ErrorClass) => new VendorFailure({ origin: 'vendor', errorClass, message: `It refused ${key}.`, retryAfterMs: 7_000 });

describe('appErrorOf', () => {
  it.each([
    { name: 'a key that is refused', errorClass: ErrorClass.CREDENTIAL, reason: Reason.PROVIDER_CREDENTIAL, nextStep: 'key' },
    { name: 'a rate limit', errorClass: ErrorClass.RATE_LIMITED, reason: Reason.PROVIDER_RATE_LIMITED, nextStep: 'later' },
    { name: 'a quota that is used up', errorClass: ErrorClass.QUOTA, reason: Reason.PROVIDER_QUOTA, nextStep: 'quota' },
    { name: 'what is not there', errorClass: ErrorClass.MODEL_GONE, reason: Reason.NOT_FOUND, nextStep: 'id' },
    { name: 'what has no reason of its own', errorClass: ErrorClass.NETWORK, reason: Reason.PROVIDER_NETWORK, nextStep: 'later' },
  ])('tells of $name', ({ errorClass, reason, nextStep }) => {
    expect(appErrorOf('openai', failure(errorClass), redact)).toMatchObject({ reason, message: 'Provider openai: It refused [redacted].', options: { retryAfterMs: 7_000, nextStep: expect.stringContaining(nextStep) } });
  });

  it.each([
    { name: 'an error for the caller', error: new AppError(Reason.CONFLICT, 'It has not ended yet.') },
    { name: 'a fault of ours', error: new TypeError('x is not a function') },
  ])('leaves $name as it is', ({ error }) => expect(appErrorOf('openai', error, redact)).toBe(error));
});
