// Hands a batch over, once. Every item is on disk before the call that pays for it, and what became of all of them is on disk before anybody hears.
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { AttemptReportSchema, type AttemptReport } from '@switchyard/proto/provider/v1/attempt';
import type { SubmitBatchRequest } from '@switchyard/proto/provider/v1/batch';
import { currentTraceparent } from '@switchyard/common/telemetry';
import type { BatchOrder, VendorBatch } from '../../adapter/provider-batches.js';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { batchAskMs, batchTransferMs } from '../../limits.js';
import { missing } from '../calls/call.js';
import { chatOrderOf } from '../calls/chat-call.js';
import type { StartedEntry } from '../ports.js';
import { redactFailure } from '../redact-failure.js';
import { refuseRepeated } from '../refuse-repeated.js';
import { failureOf, reportOfFailure } from '../report.js';
import type { BatchesOptions } from './batches-options.js';
import { endOfItem } from './item-end.js';
import { openAccount, type OpenAccount } from './open-account.js';
import { conversationsOf, termsOfItems } from './ordered-batch.js';

export interface Submitted {
  /** undefined when the vendor refused it, or nobody knows. */
  readonly batch: VendorBatch | undefined;
  readonly report: AttemptReport;
}

/** Throws AppError before anything left, as Attempts.begin does. What the provider or its key is to blame for is data. */
export async function submitBatch(options: BatchesOptions, { batchId, items }: Pick<SubmitBatchRequest, 'batchId' | 'items'>): Promise<Submitted> {
  if (batchId === '') throw missing('batch_id');
  const conversations = conversationsOf(items);
  const all = termsOfItems(conversations.map(({ terms }) => terms));
  const [{ provider, credentialId, model, vendorModel }] = all;
  refuseRepeated(options.journal, all);
  await options.catalog.reach(all.reduce((newest, { catalogRevision }) => (catalogRevision > newest ? catalogRevision : newest), 0n));
  let account: OpenAccount | undefined;
  let order: BatchOrder;
  let uploaded: string;
  try {
    const opened = await openAccount(options, { provider, credentialId, timeoutMs: batchTransferMs });
    account = opened;
    const row = options.catalog.model(model);
    const itemsOf = conversations.map((conversation) => ({ attemptId: conversation.terms.attemptId, body: opened.batches.itemOf(chatOrderOf(conversation, row), opened.context) }));
    order = { batchId, model: vendorModel, items: itemsOf };
    uploaded = (await opened.batches.upload?.(order, opened.context)) ?? '';
  } catch (error) {
    // Nothing of this is paid for, whatever of it left.
    if (!(error instanceof VendorFailure)) throw error;
    return { batch: undefined, report: refused(error, { account, isSent: false }) };
  }
  return handOver(options, { account, all, order, uploaded });
}

interface Ready {
  readonly account: OpenAccount;
  readonly all: readonly AttemptTerms[];
  readonly order: BatchOrder;
  readonly uploaded: string;
}

async function handOver(options: BatchesOptions, { account, all, order, uploaded }: Ready): Promise<Submitted> {
  const { journal, clock } = options;
  const startedAtMs = clock.now();
  const entries = begin(options, all);
  const accepted = (batch: VendorBatch): Submitted => {
    for (const { entry } of entries) journal.handedOver(entry);
    return { batch, report: create(AttemptReportSchema, { outcome: AttemptOutcome.SUCCEEDED, warnings: [...account.warnings], sent: true }) };
  };
  let failure: VendorFailure;
  try {
    return accepted(await account.batches.create(order, uploaded, account.context));
  } catch (error) {
    failure = error instanceof VendorFailure ? error : ours(error);
  }
  if (wasNotTaken(failure)) {
    for (const { terms, entry } of entries) journal.finished(entry, endOfItem({ failure }, { terms, account, times: {}, nowMs: clock.now(), priceVersion: () => undefined }).fact);
    return { batch: undefined, report: refused(failure, { account, isSent: failure.fields.origin === 'vendor' }) };
  }
  // It may have been taken all the same, and only the answer was lost: then the vendor's list shows it.
  const found = await lookFor(account, { order, startedAtMs });
  if (typeof found !== 'string') return accepted(found);
  for (const { terms, entry } of entries) journal.unknown(entry, { terms, startedAtMs, why: 'nobody knows whether the provider took the batch' });
  return { batch: undefined, report: unknown(failure, account) };
}

/** The vendor said no, or never heard of it. A gateway's hurry (5xx) is neither: it may come after the batch was taken. */
function wasNotTaken({ fields: { origin, errorClass, neverLeft = false } }: VendorFailure): boolean {
  return neverLeft || origin === 'order' || (origin === 'vendor' && errorClass !== ErrorClass.OVERLOADED);
}

interface Begun {
  readonly terms: AttemptTerms;
  readonly entry: StartedEntry;
}

/** All on disk, or none. From here to the call nothing waits, so that two batches with one id cannot both pass. */
function begin(options: BatchesOptions, all: readonly AttemptTerms[]): readonly Begun[] {
  refuseRepeated(options.journal, all);
  const traceparent = currentTraceparent();
  const begun: Begun[] = [];
  try {
    for (const terms of all) begun.push({ terms, entry: options.journal.started(terms, traceparent) });
  } catch (error) {
    for (const { entry } of begun) options.journal.handedOver(entry);
    throw error;
  }
  return begun;
}

async function lookFor({ batches, context }: OpenAccount, { order: { batchId, items }, startedAtMs }: { order: BatchOrder; startedAtMs: number }): Promise<VendorBatch | 'none' | 'undecided'> {
  try {
    return await batches.find({ batchId, attemptIds: items.map(({ attemptId }) => attemptId), submittedAtMs: startedAtMs }, { ...context, timeoutMs: batchAskMs });
  } catch {
    return 'undecided';
  }
}

/** The amounts are the items' own: of the submission itself there is nothing to pay. */
function refused(failure: VendorFailure, { account, isSent }: { account: OpenAccount | undefined; isSent: boolean }): AttemptReport {
  const { fields } = account === undefined ? failure : redactFailure(failure, (text) => account.redact(text));
  return reportOfFailure(fields, { isSent, warnings: account?.warnings ?? [] });
}

function unknown(failure: VendorFailure, { redact, warnings }: OpenAccount): AttemptReport {
  return create(AttemptReportSchema, { outcome: AttemptOutcome.UNKNOWN, failure: failureOf(redactFailure(failure, redact).fields), warnings: [...warnings], sent: true });
}

/** A fault of a mapping or an SDK, after the call may have left. */
function ours(error: unknown): VendorFailure {
  return new VendorFailure({ origin: 'output', errorClass: ErrorClass.INTERNAL, message: 'The adapter could not read what the provider answered to the batch.' }, error);
}
