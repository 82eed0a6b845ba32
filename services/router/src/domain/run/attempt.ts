// One attempt while it runs and after it ended: its terms, its report, its place in answers and facts.
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  AttemptKind,
  AttemptOutcome,
  AttemptSummarySchema,
  ErrorClass,
  type AttemptSummary,
} from '@switchyard/proto/common/v1/attempt';
import { UsageSchema } from '@switchyard/proto/common/v1/usage';
import { AttemptFinishedSchema, AttemptTermsSchema, Evidence, Witness, type AttemptFinished, type AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import { rate } from '@switchyard/common/rating';
import { sentenceLengthMax } from '../../limits.js';
import type { Asked } from '../asked.js';
import type { Candidate } from '../candidate.js';
import type { SentEntry } from './ports.js';

export interface Attempt {
  readonly terms: AttemptTerms;
  readonly candidate: Candidate;
  readonly why: string;
  readonly startedAtMs: number;
  readonly entry: SentEntry;
  finishedAtMs: number;
  report: AttemptReport | undefined;
  /** What the adapter never told us: the call left and its end is unknown. */
  isUnknown: boolean;
}

export interface TermsOptions {
  readonly attemptId: string;
  readonly number: number;
  readonly asked: Asked;
  readonly candidate: Candidate;
  readonly revision: bigint;
  readonly holdId: string;
}

export function termsOf({ attemptId, number, asked, candidate, revision, holdId }: TermsOptions): AttemptTerms {
  const { view, route, costing } = candidate;
  return create(AttemptTermsSchema, {
    attemptId,
    requestId: asked.requestId,
    number,
    kind: AttemptKind.PRIMARY,
    payer: asked.payer,
    holdId,
    boundPicousd: costing.boundPicoUsd,
    priceVersion: costing.priceVersion?.id ?? '',
    provider: view.provider.id,
    model: view.model.name,
    vendorModel: view.model.modelId,
    region: view.model.region,
    credentialId: route.credentialId,
    catalogRevision: revision,
    clientRequestId: asked.request.clientRequestId,
    boundUsage: create(UsageSchema, { meters: costing.limits }),
    streaming: asked.streaming,
    deadline: timestampFromMs(asked.deadlineMs),
  });
}

/** What the attempt cost: what its provider says that it charged, else by the price fixed before it; undefined when neither is known. */
export function costOf(attempt: Attempt): bigint | undefined {
  return statedOf(attempt) ?? listPriceOf(attempt);
}

function statedOf({ report }: Attempt): bigint | undefined {
  return report?.evidence === Evidence.REPORTED ? report.statedChargePicousd : undefined;
}

function listPriceOf({ report, candidate }: Attempt): bigint | undefined {
  if (report === undefined || report.evidence !== Evidence.REPORTED) return undefined;
  const meters = report.usage?.meters ?? {};
  if (Object.keys(meters).length === 0) return 0n;
  const version = candidate.costing.priceVersion;
  if (version === undefined) return undefined;
  const rated = rate(meters, version, { serviceTier: report.responseTier || undefined, region: candidate.view.model.region || undefined });
  return rated.kind === 'rated' ? rated.totalPicoUsd : undefined;
}

/** What one attempt adds to a hold: its list price where that is certain, else its bound; and never less than what the provider says that it charged. */
export function heldFor(attempt: Attempt): bigint {
  const [stated = 0n, held] = [statedOf(attempt), listPriceOf(attempt) ?? attempt.terms.boundPicousd ?? 0n];
  return stated > held ? stated : held;
}

export function summaryOf(attempt: Attempt): AttemptSummary {
  const { report, terms } = attempt;
  return create(AttemptSummarySchema, {
    attemptId: terms.attemptId,
    number: terms.number,
    provider: terms.provider,
    model: terms.model,
    outcome: outcomeOf(attempt),
    errorClass: report?.failure?.errorClass ?? (attempt.isUnknown ? ErrorClass.NETWORK : ErrorClass.UNSPECIFIED),
    message: report?.failure?.message ?? (attempt.isUnknown ? 'The connection to provider-adapter was lost after the call had left.' : ''),
    durationMs: BigInt(Math.max(0, Math.round(attempt.finishedAtMs - attempt.startedAtMs))),
    timeToFirstOutputMs: report?.timeToFirstOutputMs,
    usage: report?.usage,
    costPicousd: costOf(attempt),
    route: attempt.candidate.route.id,
    startedAt: timestampFromMs(attempt.startedAtMs),
    finishReason: report?.finishReason,
    kind: terms.kind,
    httpStatus: report?.httpStatus,
    why: attempt.why,
  });
}

/** The router's word about an attempt: the provider's usage when it heard it, else no more than that it was sent. */
export function factOf(attempt: Attempt): AttemptFinished {
  const { report, terms } = attempt;
  return create(AttemptFinishedSchema, {
    terms,
    witness: Witness.ROUTER,
    startedAt: timestampFromMs(attempt.startedAtMs),
    finishedAt: timestampFromMs(attempt.finishedAtMs),
    outcome: outcomeOf(attempt),
    errorClass: report?.failure?.errorClass,
    finishReason: report?.finishReason,
    httpStatus: report?.httpStatus,
    evidence: report?.evidence ?? Evidence.BOUND,
    usage: report?.usage,
    inconsistent: report?.inconsistent,
    responseModel: report?.responseModel,
    responseTier: report?.responseTier,
    vendorResponseId: report?.vendorResponseId,
    statedChargePicousd: report?.statedChargePicousd,
    timeToFirstOutputMs: report?.timeToFirstOutputMs,
    errorMessage: report?.failure?.message.slice(0, sentenceLengthMax),
    route: attempt.candidate.route.id,
  });
}

export function outcomeOf(attempt: Attempt): AttemptOutcome {
  return attempt.report?.outcome ?? AttemptOutcome.UNKNOWN;
}

/** Whole, or ended early by the provider itself: both are answers, and only the first is complete. */
export function isAnswer(report: AttemptReport): boolean {
  return report.outcome === AttemptOutcome.SUCCEEDED || report.outcome === AttemptOutcome.INCOMPLETE;
}
