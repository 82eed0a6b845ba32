// What one witness says of one attempt, whichever fact it came in.
import { timestampMs, type Timestamp } from '@bufbuild/protobuf/wkt';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import type { Usage as UsageMessage } from '@switchyard/proto/common/v1/usage';
import { Evidence, Witness, type AttemptFinished, type AttemptTerms, type AttemptUnknown, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { idLengthMax } from '../limits.js';
import { BadFact } from './bad-fact.js';

export interface Testimony {
  readonly terms: AttemptTerms;
  readonly witness: Witness;
  readonly evidence: Evidence;
  readonly outcome: AttemptOutcome;
  readonly startedAtMs: number;
  /** undefined when the witness does not know the end. */
  readonly finishedAtMs: number | undefined;
  readonly usage: UsageMessage | undefined;
  readonly isInconsistent: boolean;
  readonly responseModel: string;
  readonly responseTier: string;
  readonly vendorResponseId: string;
  readonly statedChargePicoUsd: bigint | undefined;
  readonly note: string;
}

/** All that a fact says of attempts; nothing for a watermark. Throws BadFact for what nobody could book. */
export function testimoniesOf({ fact }: UsageFact): Testimony[] {
  switch (fact.case) {
    case 'attemptFinished':
      return [ofFinished(fact.value, fact.value.witness)];
    case 'attemptUnknown':
      return [ofUnknown(fact.value)];
    case 'requestFinished':
      return fact.value.attempts.map((attempt) => ofFinished(attempt, Witness.ROUTER));
    default:
      return [];
  }
}

/** A router that does not know the amounts knows only that it sent: the adapter may know more. */
export function awaitsAdapter({ witness, evidence }: Testimony): boolean {
  return witness === Witness.ROUTER && evidence === Evidence.BOUND;
}

/**
 * The attempt and the hold that a fact speaks of, as far as they can be read: also of one that cannot be booked, since
 * what it would have said goes on counting by its bound. A request's end speaks of its hold, not of one attempt.
 */
export function subjectOf({ fact }: UsageFact): { attemptId: string | undefined; holdId: string | undefined } {
  if (fact.case === 'requestFinished') return { attemptId: undefined, holdId: readable(fact.value.holdId) };
  const terms = fact.case === 'attemptFinished' || fact.case === 'attemptUnknown' ? fact.value.terms : undefined;
  return { attemptId: terms !== undefined && uuid.test(terms.attemptId) ? terms.attemptId : undefined, holdId: readable(terms?.holdId ?? '') };
}

function readable(id: string): string | undefined {
  return id === '' || id.includes('\0') || !id.isWellFormed() ? undefined : id;
}

function ofFinished(attempt: AttemptFinished, witness: Witness): Testimony {
  if (attempt.statedChargePicousd !== undefined && attempt.statedChargePicousd < 0n) throw new BadFact('The stated charge is below zero.');
  if (attempt.evidence === Evidence.UNSPECIFIED || Evidence[attempt.evidence] === undefined) throw new BadFact(`The evidence ${attempt.evidence} is not one that the ledger knows.`);
  return {
    terms: checkTerms(attempt.terms),
    witness: checkWitness(witness),
    evidence: attempt.evidence,
    outcome: attempt.outcome,
    startedAtMs: checkTime(attempt.startedAt, 'started_at'),
    finishedAtMs: attempt.finishedAt === undefined ? undefined : timestampMs(attempt.finishedAt),
    usage: attempt.usage,
    isInconsistent: attempt.inconsistent,
    responseModel: attempt.responseModel,
    responseTier: attempt.responseTier,
    vendorResponseId: attempt.vendorResponseId,
    statedChargePicoUsd: attempt.statedChargePicousd,
    note: '',
  };
}

function ofUnknown(attempt: AttemptUnknown): Testimony {
  return {
    terms: checkTerms(attempt.terms),
    witness: checkWitness(attempt.witness),
    evidence: Evidence.BOUND,
    outcome: AttemptOutcome.UNKNOWN,
    startedAtMs: checkTime(attempt.startedAt, 'started_at'),
    finishedAtMs: undefined,
    usage: undefined,
    isInconsistent: false,
    responseModel: '',
    responseTier: '',
    vendorResponseId: '',
    statedChargePicoUsd: undefined,
    note: attempt.why,
  };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function checkTerms(terms: AttemptTerms | undefined): AttemptTerms {
  if (terms === undefined) throw new BadFact('The terms of the attempt are missing.');
  if (!uuid.test(terms.attemptId)) throw new BadFact(`The attempt id ${JSON.stringify(terms.attemptId.slice(0, idLengthMax))} is not a UUID.`);
  if (terms.requestId === '' || terms.requestId.length > idLengthMax) throw new BadFact('The request id is missing or too long.');
  if (terms.payer === undefined || terms.payer.tenant === '') throw new BadFact('Nobody is named who pays.');
  if (terms.boundPicousd !== undefined && terms.boundPicousd < 0n) throw new BadFact('The bound is below zero.');
  return terms;
}

function checkWitness(witness: Witness): Witness {
  if (witness !== Witness.ROUTER && witness !== Witness.ADAPTER) throw new BadFact(`The witness ${witness} is not one that the ledger knows.`);
  return witness;
}

function checkTime(time: Timestamp | undefined, field: string): number {
  if (time === undefined) throw new BadFact(`The time ${field} is missing.`);
  const ms = timestampMs(time);
  if (!Number.isSafeInteger(ms) || ms < 0) throw new BadFact(`The time ${field} is not one.`);
  return ms;
}
