// Goal: an item's end tells nothing that was said to its vendor in confidence, and never costs less than it may have.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AttemptTermsSchema, Evidence } from '@switchyard/proto/event/v1/usage';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { openai } from '../../providers/openai/index.js';
import { endOfItem, type KnownOfItem } from './item-end.js';

const key = 'sk-0123456789';
const account = { provider: openai, redact: (text: string) => text.replaceAll(key, '[redacted]') };
const end = (known: KnownOfItem) => endOfItem(known, { terms: create(AttemptTermsSchema, { attemptId: 'a' }), account, times: { createdAtMs: 1_000, endedAtMs: 5_000 }, nowMs: 9_000, priceVersion: () => undefined });
const failed = new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.CALLER, message: `No model for ${key}.`, vendorCode: `bad_${key}` });

describe('endOfItem', () => {
  it('takes the key out of the sentence and of the code of a failure', () => {
    const { answer, report, fact } = end({ failure: failed, httpStatus: 400 });
    expect(report.failure).toMatchObject({ message: 'No model for [redacted].', vendorCode: 'bad_[redacted]' });
    expect([fact.errorMessage, answer]).toEqual(['No model for [redacted].', undefined]);
  });

  it.each([
    { name: 'that was refused with a status', known: { failure: failed, httpStatus: 400 }, evidence: Evidence.REPORTED },
    { name: 'that was refused without one', known: { failure: failed }, evidence: Evidence.REPORTED },
    { name: 'of which nothing is told', known: { failure: failed, isUntold: true }, evidence: Evidence.BOUND },
    { name: 'whose answer cannot be read', known: { failure: failed, httpStatus: 200 }, evidence: Evidence.BOUND },
  ])('an item $name has failed, with the evidence $evidence', ({ known, evidence }) => {
    expect(end(known).fact).toMatchObject({ outcome: AttemptOutcome.FAILED, evidence });
  });

  it("lasts as long as the vendor says that its batch did", () => {
    expect(end({ failure: failed }).report.durationMs).toBe(4_000n);
  });
});
