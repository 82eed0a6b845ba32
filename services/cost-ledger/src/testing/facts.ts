// Facts as router and adapter write them, for tests: ordinary ones by default, anything else by override.
import { create, toBinary, type DescMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { randomBytes } from 'node:crypto';
import { AttemptKind, AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import {
  AttemptFinishedSchema,
  AttemptTermsSchema,
  AttemptUnknownSchema,
  Evidence,
  JournalWatermarkSchema,
  RequestFinishedSchema,
  UsageBatchSchema,
  UsageFactSchema,
  Witness,
  type AttemptTerms,
  type UsageFact,
} from '@switchyard/proto/event/v1/usage';

/** Fields to set, never a whole message. */
type Over<S extends DescMessage> = Exclude<MessageInitShape<S>, MessageShape<S>>;

export const startMs = Date.UTC(2026, 0, 1, 12);

export function newId(): string {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Prices of the test's price version: input 2, cached input 1, output 10 picodollars a token. Another has them for batches too, at half. */
export const price = { id: 'price-1', withBatch: 'price-2', input: 2n, cachedInput: 1n, output: 10n };

export function terms(over: Over<typeof AttemptTermsSchema> = {}): AttemptTerms {
  return create(AttemptTermsSchema, {
    attemptId: newId(),
    requestId: newId(),
    number: 1,
    kind: AttemptKind.PRIMARY,
    payer: { tenant: 'acme', project: 'web', feature: 'photos', apiKey: 'key-1' },
    boundPicousd: 100n * price.input + 50n * price.output,
    boundUsage: { meters: { input: 100n, output: 50n } },
    priceVersion: price.id,
    provider: 'sandbox',
    model: 'quick',
    vendorModel: 'quick-2026',
    credentialId: 'credential-1',
    ...over,
  });
}

type FinishedOver = Over<typeof AttemptFinishedSchema>;

export const reported = { evidence: Evidence.REPORTED, usage: { meters: { input: 10n, output: 5n }, inputTokens: 10n, outputTokens: 5n } };
export const reportedCost = 10n * price.input + 5n * price.output;

function finishedOf(of: AttemptTerms, over: FinishedOver) {
  return create(AttemptFinishedSchema, {
    terms: of,
    startedAt: timestampFromMs(startMs),
    finishedAt: timestampFromMs(startMs + 250),
    outcome: AttemptOutcome.SUCCEEDED,
    witness: Witness.ADAPTER,
    ...(over.evidence === undefined ? reported : {}),
    ...over,
  });
}

function fact(id: string, tenant: string, journalId: string, body: UsageFact['fact'], traceparent = ''): UsageFact {
  return create(UsageFactSchema, { id, tenant, journalId, traceparent, recordedAt: timestampFromMs(startMs), fact: body });
}

/** What the adapter says of an attempt. */
export function adapterFinished(of: AttemptTerms, over: FinishedOver = {}): UsageFact {
  return fact(`${of.attemptId}/adapter/finished`, of.payer?.tenant ?? '', 'adapter-journal', { case: 'attemptFinished', value: finishedOf(of, over) });
}

export function unknownBy(witness: Witness, of: AttemptTerms): UsageFact {
  const who = witness === Witness.ROUTER ? 'router' : 'adapter';
  const value = create(AttemptUnknownSchema, { terms: of, witness, startedAt: timestampFromMs(startMs), why: `${who} restarted` });
  return fact(`${of.attemptId}/${who}/unknown`, of.payer?.tenant ?? '', `${who}-journal`, { case: 'attemptUnknown', value });
}

/** The router's end of a request; its word about each attempt is the second of a pair. */
export function requestFinished(attempts: readonly (readonly [AttemptTerms, FinishedOver])[], over: Over<typeof RequestFinishedSchema> = {}): UsageFact {
  const first = attempts[0]?.[0];
  const value = create(RequestFinishedSchema, {
    requestId: first?.requestId ?? newId(),
    clientRequestId: first?.clientRequestId,
    payer: first?.payer ?? { tenant: 'acme' },
    holdId: first?.holdId,
    attempts: attempts.map(([of, word]) => finishedOf(of, { ...word, witness: Witness.ROUTER })),
    outcome: AttemptOutcome.SUCCEEDED,
    startedAt: timestampFromMs(startMs),
    finishedAt: timestampFromMs(startMs + 300),
    ...over,
  });
  return fact(`${value.requestId}/router/request`, value.payer?.tenant ?? '', 'router-journal', { case: 'requestFinished', value });
}

export function watermark(witness: Witness, owner: string, untilMs: number, recordedAtMs = untilMs): UsageFact {
  const value = create(JournalWatermarkSchema, { witness, owner, completeUntil: timestampFromMs(untilMs) });
  return create(UsageFactSchema, { id: `${owner}/watermark/${recordedAtMs}`, journalId: owner, recordedAt: timestampFromMs(recordedAtMs), fact: { case: 'journalWatermark', value } });
}

export function batchBytes(facts: readonly UsageFact[]): Uint8Array {
  return toBinary(UsageBatchSchema, create(UsageBatchSchema, { facts: [...facts] }));
}
