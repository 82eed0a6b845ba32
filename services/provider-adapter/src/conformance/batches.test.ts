// Goal: an item of a batch is answered as a plain call would be, each ends once and is booked as what the vendor charges,
// and a batch whose acceptance was lost is found and never sent twice.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { create } from '@bufbuild/protobuf';
import { AttemptKind, AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence, type AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { BatchRefSchema, type BatchItem } from '@switchyard/proto/provider/v1/batch';
import { Reason } from '@switchyard/common/errors';
import { hasEnded, type VendorBatch } from '../adapter/provider-batches.js';
import type { ItemEnd } from '../domain/batches/item-end.js';
import { batchSettledMs } from '../limits.js';
import { providers } from '../providers/index.js';
import { partsOf } from '../server/results.js';
import { expectKnownZero } from '../testing/facts.js';
import { billOf, requestOf, startHarness, until, type Ask, type Harness } from '../testing/harness.js';
import { loadConformance } from '../testing/conformance.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(() => fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'DELETE' }));
afterAll(() => harness.close());

const known = await loadConformance();
const selling = providers.flatMap(({ id, batches }) => (batches === undefined ? [] : [{ provider: id }]));

const itemOf = (ask: Ask): BatchItem => {
  const { terms, chat, endUser } = requestOf(ask);
  return { $typeName: 'switchyard.provider.v1.BatchItem', terms: { ...terms!, kind: AttemptKind.BATCH_ITEM }, chat: chat!, endUser };
};
const termsOf = (items: readonly BatchItem[]): AttemptTerms[] => items.map(({ terms }) => terms!);
const refOf = (provider: string, { id }: VendorBatch) => create(BatchRefSchema, { provider, credentialId: `${provider}-key`, vendorBatchId: id });
const rule = (provider: string, behaviour: object) => fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'POST', body: JSON.stringify({ provider, next: 1, model: known.get(provider)!.models.chat, behaviour }) });

async function submit(items: readonly BatchItem[], batchId = randomUUID()): Promise<VendorBatch> {
  const { batch, report } = await harness.batches.submit({ batchId, items: [...items] });
  expect({ outcome: report.outcome, failure: report.failure }).toEqual({ outcome: AttemptOutcome.SUCCEEDED, failure: undefined });
  return batch!;
}

async function collect(provider: string, batch: VendorBatch, items: readonly BatchItem[]): Promise<ReadonlyMap<string, ItemEnd>> {
  const ref = refOf(provider, batch);
  await until(async () => hasEnded(await harness.batches.get(ref)));
  const ends = new Map<string, ItemEnd>();
  for await (const end of harness.batches.collect({ ref, items: termsOf(items) })) {
    const { attemptId } = end.fact.terms!;
    expect(ends.has(attemptId)).toBe(false);
    ends.set(attemptId, end);
  }
  expect([...ends.keys()].sort()).toEqual(termsOf(items).map(({ attemptId }) => attemptId).sort());
  return ends;
}

/** Somebody listened there a moment ago, and nobody does now. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

const textOf = ({ answer }: ItemEnd): string => partsOf(answer).flatMap(({ content }) => (content?.case === 'text' ? [content.value] : [])).join('');

/** A known zero where the vendor says that it did not answer, and the bound where it says nothing. */
function expectUnanswered(provider: string, { report, fact }: ItemEnd, errorClass: ErrorClass): void {
  expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass } });
  if (known.get(provider)!.hidesUnfinishedBatches === true) expect(report.evidence).toBe(Evidence.BOUND);
  else expectKnownZero(fact.usage);
}

describe.each(selling)('$provider in batches', ({ provider }) => {
  it('answers every item, at the usage that is billed', async () => {
    const items = [
      itemOf({ provider, behaviour: { text: 'One.' } }),
      itemOf({ provider, behaviour: { tool_calls: [{ name: 'weather', arguments: { city: 'Bern' } }] }, parameters: { tools: [{ name: 'weather', description: '', parametersJson: '{"type":"object","properties":{"city":{"type":"string"}}}' }] } }),
      itemOf({ provider, text: 'Some prose.', parameters: { maxOutputTokens: 7 } }),
    ];
    const ends = await collect(provider, await submit(items), items);
    const [said, called, cut] = termsOf(items).map(({ attemptId }) => ends.get(attemptId)!);
    expect(textOf(said!)).toBe('One.');
    expect(said!.report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, finishReason: { unified: 'stop' }, sent: true });
    expect(partsOf(called!.answer)).toMatchObject([{ content: { case: 'toolCall', value: { name: 'weather', argumentsJson: '{"city":"Bern"}' } } }]);
    expect(cut!.report).toMatchObject({ outcome: AttemptOutcome.INCOMPLETE, finishReason: { unified: 'length' } });
    for (const end of ends.values()) {
      const { fact, report } = end;
      expect(fact).toMatchObject({ evidence: Evidence.REPORTED, terms: { kind: AttemptKind.BATCH_ITEM }, responseTier: expect.not.stringMatching('batch') });
      const { usage } = (await billOf(harness, fact.terms!.attemptId))!;
      expect([report.usage!.inputTokens, report.usage!.outputTokens]).toEqual([BigInt(usage['input_tokens']!), BigInt(usage['output_tokens']!)]);
      expect(harness.journal.factOf(fact.terms!.attemptId)).toEqual(fact);
    }
  });

  it("reads what the vendor's own SDK reads", async () => {
    const tools = [{ name: 'weather', description: '', parametersJson: '{"type":"object","properties":{"city":{"type":"string"}}}' }];
    const items = [
      itemOf({ provider, parameters: { maxOutputTokens: 30 } }),
      itemOf({ provider, behaviour: { tool_calls: [{ name: 'weather', arguments: { city: 'Ångström "x" \\ 🚂' } }, { name: 'weather' }] }, parameters: { tools } }),
      itemOf({ provider, behaviour: { usage: { input_tokens: 900, output_tokens: 77 } } }),
    ];
    const batch = await submit(items);
    const ends = await collect(provider, batch, items);
    const oracle = await known.get(provider)!.batchOracle!({ id: batch.id, baseUrl: harness.sandbox.baseUrls[provider]!, apiKey: `sk-test-${provider}` });
    expect(oracle.size).toBe(items.length);
    for (const [attemptId, end] of ends) {
      const { usage, finishReason } = end.report;
      const toolCalls = partsOf(end.answer).flatMap(({ content }) => (content?.case === 'toolCall' ? [{ name: content.value.name, arguments: JSON.parse(content.value.argumentsJson!) as unknown }] : []));
      expect({ text: textOf(end), toolCalls, input: Number(usage!.inputTokens), output: Number(usage!.outputTokens), finish: finishReason!.raw }).toEqual(oracle.get(attemptId));
    }
  });

  it('sorts the failure of an item like that of a plain call, and it costs nothing', async () => {
    const items = [itemOf({ provider, behaviour: { status: 400 } }), itemOf({ provider, behaviour: { text: 'Fine.' } })];
    const ends = await collect(provider, await submit(items), items);
    const [failed, fine] = termsOf(items).map(({ attemptId }) => ends.get(attemptId)!);
    expect(failed!.report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.CALLER }, evidence: Evidence.REPORTED });
    expectKnownZero(failed!.fact.usage);
    expect(await billOf(harness, failed!.fact.terms!.attemptId)).toBeUndefined();
    expect(textOf(fine!)).toBe('Fine.');
  });

  it('is estimated at its bound where an answer came without usage', async () => {
    const items = [itemOf({ provider, behaviour: { usage_missing: true } })];
    const [end] = [...(await collect(provider, await submit(items), items)).values()];
    expect(end!.report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.BOUND });
  });

  it('tells the same when it is collected again', async () => {
    const items = [itemOf({ provider }), itemOf({ provider, behaviour: { status: 500 } })];
    const batch = await submit(items);
    const first = await collect(provider, batch, items);
    const again = await collect(provider, batch, items);
    expect([...again.values()].map(({ fact }) => fact)).toEqual([...first.values()].map(({ fact }) => fact));
  });

  it('can be collected again after its answers broke off', async () => {
    const items = [itemOf({ provider, behaviour: { output_tokens: 200 } }), itemOf({ provider, behaviour: { output_tokens: 200 } })];
    const batch = await submit(items);
    const ref = refOf(provider, batch);
    await until(async () => hasEnded(await harness.batches.get(ref)));
    const wanted = { ref, items: termsOf(items) };
    await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'POST', body: JSON.stringify({ provider, behaviour: { cut_after_bytes: 1_200 } }) });
    await expect(Array.fromAsync(harness.batches.collect(wanted))).rejects.toMatchObject({ reason: expect.any(Number), message: expect.stringContaining(provider) });
    await fetch(`${harness.sandbox.control}/control/behaviour`, { method: 'DELETE' });
    expect(await Array.fromAsync(harness.batches.collect(wanted))).toHaveLength(2);
  });

  it('stops when it is cancelled, and what was answered before is paid for', async () => {
    const items = [itemOf({ provider, behaviour: { text: 'Early.' } }), itemOf({ provider, behaviour: { hang: true } })];
    const batch = await submit(items);
    const ref = refOf(provider, batch);
    await until(async () => (await billOf(harness, items[0]!.terms!.attemptId)) !== undefined);
    const running = harness.batches.collect({ ref, items: termsOf(items) });
    await expect(running.next()).rejects.toMatchObject({ reason: Reason.CONFLICT });
    await harness.batches.cancel(ref);
    const ends = await collect(provider, batch, items);
    const [early, late] = termsOf(items).map(({ attemptId }) => ends.get(attemptId)!);
    expectUnanswered(provider, late!, ErrorClass.CANCELLED);
    // It was billed: told, it is booked as it was; untold, never below what it can have cost.
    expect(early!.report.evidence).toBe(known.get(provider)!.hidesUnfinishedBatches === true ? Evidence.BOUND : Evidence.REPORTED);
    if (early!.report.evidence === Evidence.REPORTED) expect(textOf(early!)).toBe('Early.');
    // To cancel what has ended is no failure.
    expect(hasEnded(await harness.batches.cancel(ref))).toBe(true);
  });

  it('expires, and what was not answered in time is told so', async () => {
    await rule(provider, { batch_expires_ms: 60 });
    const items = [itemOf({ provider, behaviour: { hang: true } })];
    const [end] = [...(await collect(provider, await submit(items), items)).values()];
    expectUnanswered(provider, end!, ErrorClass.TIMEOUT);
  });

  it.each([
    { name: 'a rate limit', behaviour: { status: 429, retry_after: '7' }, errorClass: ErrorClass.RATE_LIMITED },
    { name: 'a bad request', behaviour: { status: 400 }, errorClass: ErrorClass.CALLER },
  ])('that is refused by $name costs nothing', async ({ behaviour, errorClass }) => {
    await rule(provider, behaviour);
    const items = [itemOf({ provider }), itemOf({ provider })];
    const { batch, report } = await harness.batches.submit({ batchId: randomUUID(), items });
    expect(batch).toBeUndefined();
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass } });
    for (const { attemptId } of termsOf(items)) expectKnownZero(harness.journal.factOf(attemptId)!.usage);
  });

  it('that is answered by an overload may have been taken, and is given up only when the list has had its time', async () => {
    await rule(provider, { status: 504 });
    const items = [itemOf({ provider })];
    const batchId = randomUUID();
    const { batch, report } = await harness.batches.submit({ batchId, items });
    expect(batch).toBeUndefined();
    expect(report).toMatchObject({ outcome: AttemptOutcome.UNKNOWN, failure: { errorClass: ErrorClass.OVERLOADED } });
    expect(harness.journal.unknowns.map(({ attemptId }) => attemptId)).toContain(items[0]!.terms!.attemptId);
    expect(await harness.batches.find({ batchId, items: termsOf(items), submittedAtMs: Date.now() - batchSettledMs - 1 })).toEqual({ verdict: 'none' });
    expectKnownZero(harness.journal.factOf(items[0]!.terms!.attemptId)!.usage);
  });

  it('that was taken, though the answer was lost, is found and not sent again', async () => {
    await rule(provider, { reset: 'before_headers' });
    const batchId = randomUUID();
    const items = [itemOf({ provider, behaviour: { text: 'Found.' } })];
    const { batch, report } = await harness.batches.submit({ batchId, items });
    const submittedAtMs = Date.now();
    if (known.get(provider)!.hasNamelessBatches !== true) expect(batch).toBeDefined();
    else if (batch === undefined) {
      // Only when it has ended can it be told from others.
      expect(report).toMatchObject({ outcome: AttemptOutcome.UNKNOWN });
      expect(harness.journal.unknowns.map(({ attemptId }) => attemptId)).toContain(items[0]!.terms!.attemptId);
    }
    let found = batch;
    await until(async () => {
      found ??= (await harness.batches.find({ batchId, items: termsOf(items), submittedAtMs })).batch;
      return found !== undefined;
    });
    const [end] = [...(await collect(provider, found!, items)).values()];
    expect(textOf(end!)).toBe('Found.');
    const { entries } = (await (await fetch(`${harness.sandbox.control}/bill`)).json()) as { entries: { attempt_id: string }[] };
    expect(entries.filter(({ attempt_id: id }) => id === items[0]!.terms!.attemptId)).toHaveLength(1);
  });

  it('that nobody took is given up after a while, and costs nothing', async () => {
    const items = [itemOf({ provider })];
    const wanted = { batchId: randomUUID(), items: termsOf(items) };
    expect(await harness.batches.find({ ...wanted, submittedAtMs: Date.now() })).toEqual({ verdict: 'undecided' });
    expect(harness.journal.factOf(items[0]!.terms!.attemptId)).toBeUndefined();
    expect(await harness.batches.find({ ...wanted, submittedAtMs: Date.now() - batchSettledMs - 1 })).toEqual({ verdict: 'none' });
    expectKnownZero(harness.journal.factOf(items[0]!.terms!.attemptId)!.usage);
  });

  it('whose vendor cannot be reached never left', async () => {
    harness.catalog.put({ id: `${provider}-away`, type: provider, baseUrl: await closedAddress(), allowPrivate: true, credentials: [`${provider}-key`] });
    const item = itemOf({ provider });
    const terms = { ...item.terms!, provider: `${provider}-away` };
    const { report } = await harness.batches.submit({ batchId: randomUUID(), items: [{ ...item, terms }] });
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.NETWORK }, sent: false });
  });

  it('tells which key is wrong, and never repeats it', async () => {
    harness.credentials.values.set('wrong', { api_key: 'sk-revoked-0123456789' });
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'POST', body: JSON.stringify({ key: 'sk-revoked-0123456789', state: 'revoked' }) });
    const item = itemOf({ provider });
    const { report } = await harness.batches.submit({ batchId: randomUUID(), items: [{ ...item, terms: { ...item.terms!, credentialId: 'wrong' } }] });
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.CREDENTIAL } });
    expect(harness.credentials.refusedSecrets.at(-1)?.id).toBe('wrong');
    const asked = harness.batches.get(create(BatchRefSchema, { provider, credentialId: 'wrong', vendorBatchId: 'batches/1' }));
    await expect(asked).rejects.toMatchObject({ reason: Reason.PROVIDER_CREDENTIAL, message: expect.not.stringContaining('sk-revoked') });
  });
});

describe('a batch', () => {
  const [{ provider }] = selling as [{ provider: string }];

  it.each([
    { name: 'without items', items: () => [], reason: Reason.MISSING_FIELD, field: 'items' },
    { name: 'of plain attempts', items: () => [{ ...itemOf({ provider }), terms: requestOf({ provider }).terms! }], reason: Reason.INVALID_FIELD, field: 'items[0].terms.kind' },
    { name: 'for two models', items: () => [itemOf({ provider }), itemOf({ provider, model: 'other' })], reason: Reason.INVALID_FIELD, field: 'items[1].terms.model' },
    { name: 'with an item twice', items: () => [itemOf({ provider, attemptId: 'a' }), itemOf({ provider, attemptId: 'a' })], reason: Reason.INVALID_FIELD, field: 'items[1].terms.attempt_id' },
    { name: 'with an item that says nothing', items: () => [itemOf({ provider }), itemOf({ provider, messages: [] })], reason: Reason.MISSING_FIELD, field: 'items[1].chat.messages' },
  ])('$name is refused before anything is written', async ({ items, reason, field }) => {
    const before = harness.journal.startedTerms.length;
    await expect(harness.batches.submit({ batchId: randomUUID(), items: items() })).rejects.toMatchObject({ reason, options: { field } });
    expect(harness.journal.startedTerms).toHaveLength(before);
  });

  it.each(['../files/file-1', '..', 'batches/../models', 'a b', '\ud800'])('is not asked for by %j', async (vendorBatchId) => {
    await expect(harness.batches.get(create(BatchRefSchema, { provider, credentialId: `${provider}-key`, vendorBatchId }))).rejects.toMatchObject({ reason: Reason.INVALID_FIELD, options: { field: 'ref.vendor_batch_id' } });
  });

  it('for a vendor whose batches are not spoken is refused with those whose are', async () => {
    const other = providers.find(({ batches, complete }) => batches === undefined && complete !== undefined)!.id;
    await expect(harness.batches.submit({ batchId: randomUUID(), items: [itemOf({ provider: other })] })).rejects.toMatchObject({ reason: Reason.FEATURE_NOT_BUILT, options: { nextStep: expect.stringContaining(provider) } });
  });

  it('that the journal has no room for is not sent', async () => {
    harness.journal.refusal = new Error('full');
    try {
      await expect(harness.batches.submit({ batchId: randomUUID(), items: [itemOf({ provider })] })).rejects.toThrow('full');
    } finally {
      harness.journal.refusal = undefined;
    }
  });
});
