// Goal: pictures that are fewer than asked for are told of, and an answer without its provider's word about the end is none.
import { describe, expect, it } from '@jest/globals';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AnswerStep } from '../adapter/answer-step.js';
import { stepsOfPictures } from '../providers/google/images.js';
import { googleUsageDialect } from '../providers/google/usage.js';
import { AnswerFold } from './answer-fold.js';
import { judgeAnswer } from './judge-answer.js';

function judge(steps: readonly AnswerStep[], count: number) {
  const fold = new AnswerFold({ dialect: googleUsageDialect, keepsTexts: true, redact: (text) => text });
  for (const step of steps) fold.take(step);
  return judgeAnswer(fold, { failure: undefined, expected: { kind: 'images', count }, isStream: false, isCancelled: false });
}

const picture = (bytes = 'x'): AnswerStep => ({ type: 'image', mediaType: 'image/png', data: Buffer.from(bytes) });

describe('pictures', () => {
  it.each([
    { name: 'all', steps: [picture(), picture()], warning: undefined },
    { name: 'one of two', steps: [picture()], warning: 'The provider made 1 of 2 pictures.' },
    { name: 'one of two, the other empty', steps: [picture(), picture('')], warning: 'The provider made 1 of 2 pictures.' },
  ])('$name succeed', ({ steps, warning }) => {
    expect(judge(steps, 2)).toEqual({ outcome: AttemptOutcome.SUCCEEDED, failure: undefined, warning });
  });

  it('none is a bad answer', () => {
    expect(judge([picture('')], 2)).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.BAD_OUTPUT } });
  });
});

describe('the finish reason of a painted answer', () => {
  const painted = (finishReason: string | undefined) => stepsOfPictures({ candidates: [{ content: { parts: [{ inlineData: { data: 'eA==', mimeType: 'image/png' } }] }, finishReason }] });
  it.each([
    { finishReason: 'STOP', outcome: AttemptOutcome.SUCCEEDED },
    { finishReason: 'MAX_TOKENS', outcome: AttemptOutcome.INCOMPLETE },
    { finishReason: 'SAFETY', outcome: AttemptOutcome.INCOMPLETE },
    { finishReason: undefined, outcome: AttemptOutcome.FAILED },
    { finishReason: 'FINISH_REASON_UNSPECIFIED', outcome: AttemptOutcome.FAILED },
  ])('$finishReason', ({ finishReason, outcome }) => expect(judge(painted(finishReason), 1).outcome).toBe(outcome));
});
