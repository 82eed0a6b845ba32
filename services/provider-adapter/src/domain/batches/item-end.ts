// One item's end, in the two forms that every attempt's end has: a report for the caller, and a fact for the ledger.
import type { AttemptFinished, AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import type { PriceVersion } from '@switchyard/common/rating';
import type { BatchResult, VendorBatch } from '../../adapter/provider-batches.js';
import { AnswerFold } from '../answer-fold.js';
import { evidenceOf } from '../evidence.js';
import { judgeAnswer } from '../judge-answer.js';
import { redactFailure } from '../redact-failure.js';
import { factOf, reportOf, type Ended } from '../report.js';
import type { OpenAccount } from './open-account.js';

export interface ItemEnd {
  /** undefined on failure: half an answer is none. */
  readonly answer: AnswerFold | undefined;
  readonly report: AttemptReport;
  readonly fact: AttemptFinished;
}

export interface ItemOptions {
  readonly terms: AttemptTerms;
  readonly account: Pick<OpenAccount, 'provider' | 'redact'>;
  readonly times: Pick<VendorBatch, 'createdAtMs' | 'endedAtMs'>;
  readonly nowMs: number;
  readonly priceVersion: () => PriceVersion | undefined;
}

const expected = { kind: 'chat' } as const;

/** What is known of an item: its result, or why there is none. */
export interface KnownOfItem extends Omit<BatchResult, 'attemptId'> {
  /** The vendor told nothing of it, so that it may have been answered and paid for. */
  readonly isUntold?: boolean;
}

/** An item that the vendor says it did not answer is not paid for: its failure is a known zero. */
export function endOfItem({ steps = [], failure: broken, httpStatus, isUntold = false }: KnownOfItem, { terms, account, times, nowMs, priceVersion }: ItemOptions): ItemEnd {
  const { provider, redact } = account;
  const fold = new AnswerFold({ dialect: provider.usage, keepsTexts: true, redact });
  for (const step of steps) fold.take(step);
  const failure = broken === undefined ? undefined : redactFailure(broken, redact);
  const judgement = judgeAnswer(fold, { failure, expected, isStream: false, isCancelled: false });
  const rating = { batch: true, serviceTier: terms.serviceTier || undefined, region: terms.region || undefined };
  const { createdAtMs = nowMs, endedAtMs = nowMs } = times;
  const ended: Ended = {
    terms,
    fold,
    expected,
    judgement,
    // A refused item is like an answer of 400 and above, whether or not the vendor tells its status.
    proof: evidenceOf({ isSentWhole: true, answeredStatus: failure === undefined || isUntold ? httpStatus : (httpStatus ?? 400), usage: fold.usage, expected }, { dialect: provider.usage, priceVersion, rating }),
    redact,
    isSent: true,
    answeredStatus: httpStatus,
    startedAtMs: createdAtMs,
    durationMs: Math.max(0, endedAtMs - createdAtMs),
    firstOutputMs: undefined,
  };
  const isAnswer = judgement.outcome === AttemptOutcome.SUCCEEDED || judgement.outcome === AttemptOutcome.INCOMPLETE;
  return { answer: isAnswer ? fold : undefined, report: reportOf(ended), fact: factOf(ended) };
}
