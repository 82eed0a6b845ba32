// An attempt's end in the two forms it is told: to the router as a report, to the ledger as a fact.
import { createHash } from 'node:crypto';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { UsageSchema } from '@switchyard/proto/common/v1/usage';
import { AttemptFinishedSchema, Evidence, Witness, type AttemptFinished, type AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { AttemptFailureSchema, AttemptReportSchema, type AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { isInt64 } from '@switchyard/common/money';
import type { FailureFields } from '../adapter/vendor-failure.js';
import { rawUsageBytesMax, sentenceLengthMax, vendorCodeLengthMax } from '../limits.js';
import type { AnswerFold } from './answer-fold.js';
import type { Expected } from './calls/call.js';
import type { Proof } from './evidence.js';
import type { Judgement } from './judge-answer.js';

export interface Ended {
  readonly terms: AttemptTerms;
  readonly fold: AnswerFold;
  readonly expected: Expected;
  readonly judgement: Judgement;
  readonly proof: Proof;
  readonly redact: (text: string) => string;
  readonly isSent: boolean;
  readonly answeredStatus: number | undefined;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly firstOutputMs: number | undefined;
}

export function reportOf(ended: Ended): AttemptReport {
  const { fold, judgement, proof, firstOutputMs } = ended;
  const { failure } = judgement;
  return create(AttemptReportSchema, {
    outcome: judgement.outcome,
    failure: failure && failureOf(failure),
    finishReason: finishOf(ended),
    usage: proof.usage,
    evidence: proof.evidence,
    responseModel: fold.responseModel,
    vendorResponseId: fold.responseId,
    httpStatus: ended.answeredStatus,
    warnings: fold.warnings,
    timeToFirstOutputMs: firstOutputMs === undefined ? undefined : BigInt(Math.round(firstOutputMs)),
    durationMs: BigInt(Math.round(ended.durationMs)),
    statedChargePicousd: chargeOf(ended),
    inconsistent: proof.isInconsistent,
    responseTier: fold.tier,
    sent: ended.isSent,
  });
}

export function failureOf({ errorClass, message, retryAfterMs, timer, vendorCode = '' }: FailureFields): MessageInitShape<typeof AttemptFailureSchema> {
  return {
    errorClass: errorClass || ErrorClass.INTERNAL,
    message: message.slice(0, sentenceLengthMax),
    retryAfterMs: retryAfterMs === undefined ? undefined : BigInt(retryAfterMs),
    timer: timer ?? '',
    vendorCode: vendorCode.slice(0, vendorCodeLengthMax),
  };
}

/** Of a call that never left, or of an order that holds no amounts itself: reported and empty is a known zero. */
export function reportOfFailure(fields: FailureFields, { isSent = false, warnings = [] }: { isSent?: boolean; warnings?: readonly string[] } = {}): AttemptReport {
  return create(AttemptReportSchema, { outcome: AttemptOutcome.FAILED, failure: failureOf(fields), evidence: Evidence.REPORTED, usage: create(UsageSchema), warnings: [...warnings], sent: isSent });
}

export function factOf(ended: Ended): AttemptFinished {
  const { terms, fold, judgement, proof, firstOutputMs } = ended;
  return create(AttemptFinishedSchema, {
    terms,
    witness: Witness.ADAPTER,
    startedAt: timestampFromMs(ended.startedAtMs),
    finishedAt: timestampFromMs(ended.startedAtMs + Math.round(ended.durationMs)),
    outcome: judgement.outcome,
    errorClass: judgement.failure?.errorClass,
    finishReason: finishOf(ended),
    httpStatus: ended.answeredStatus,
    evidence: proof.evidence,
    usage: proof.usage,
    inconsistent: proof.isInconsistent,
    responseModel: fold.responseModel,
    responseTier: fold.tier,
    vendorResponseId: fold.responseId,
    ...rawUsageOf(fold.usage?.raw, ended.redact),
    statedChargePicousd: chargeOf(ended),
    timeToFirstOutputMs: firstOutputMs === undefined ? undefined : BigInt(Math.round(firstOutputMs)),
    errorMessage: judgement.failure?.message.slice(0, sentenceLengthMax) ?? '',
    route: `${terms.provider}/${terms.model}/${terms.region || '-'}/${terms.credentialId}`,
  });
}

/** Only a report that ends the count also states the charge of the whole call. */
function chargeOf({ fold }: Ended): bigint | undefined {
  const stated = fold.usage?.isFinal === true ? fold.usage.statedChargePicoUsd : undefined;
  return stated !== undefined && isInt64(stated) ? stated : undefined;
}

/** Absent when no answer came that could have had one; vectors and pictures have none. */
function finishOf({ fold, expected, judgement }: Ended): { unified: string; raw: string } | undefined {
  if (fold.finish !== undefined) return fold.finish;
  return judgement.failure === undefined && expected.kind === 'chat' ? { unified: 'missing', raw: '' } : undefined;
}

function rawUsageOf(raw: unknown, redact: (text: string) => string): { rawUsageJson?: string; rawUsageSha256?: Uint8Array } {
  if (raw === undefined) return {};
  const json = redact(JSON.stringify(raw));
  if (Buffer.byteLength(json) <= rawUsageBytesMax) return { rawUsageJson: json };
  return { rawUsageSha256: createHash('sha256').update(json).digest() };
}
