// Goal: whatever a vendor tells of a batch, no item is booked at zero unless that is known, no odd item keeps the others from
// being booked, and no key reaches the caller.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { AttemptKind, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { AttemptTermsSchema, Evidence } from '@switchyard/proto/event/v1/usage';
import { BatchRefSchema } from '@switchyard/proto/provider/v1/batch';
import type { AnswerStep } from '../../adapter/answer-step.js';
import type { Provider } from '../../adapter/provider.js';
import type { BatchContext, BatchResult, ProviderBatches, VendorBatch } from '../../adapter/provider-batches.js';
import { answerBytesMax } from '../../limits.js';
import { openAiUsageDialect } from '../../toolkit/dialects/openai/usage.js';
import { expectKnownZero } from '../../testing/facts.js';
import { FakeCatalog, FakeCredentials, FakeJournal, silentEvents } from '../../testing/fakes.js';
import { Batches } from './batches.js';

const key = 'sk-secret-0123456789abcdef';
const answered: readonly AnswerStep[] = [
  { type: 'block_start', index: 0, kind: 'text', toolCallId: '', toolName: '' },
  { type: 'block_text', index: 0, text: 'Hi', signature: '' },
  { type: 'usage', counts: { input: 3n, output: 2n }, raw: {}, isFinal: true },
  { type: 'finish', unified: 'stop', raw: 'stop' },
];

/** A vendor that has one batch, and says of it what the test wants. */
function worldOf(batch: Partial<VendorBatch>, results: readonly BatchResult[] = [], fetched?: (context: BatchContext) => Promise<unknown>) {
  const told: VendorBatch = { id: 'batch_1', callerId: 'ours', state: 'completed', ...batch };
  const tell = async (_what: unknown, context: BatchContext): Promise<VendorBatch> => (context.secret('api_key'), told);
  const batches: ProviderBatches = {
    itemOf: () => ({}),
    create: async () => told,
    get: tell,
    cancel: tell,
    find: tell,
    async *results(_batch, context) {
      await fetched?.(context);
      yield* results;
    },
  };
  const provider = { id: 'vendor', defaultBaseUrl: 'https://vendor.example', credential: { fields: ['api_key'] }, usage: openAiUsageDialect, batches } as unknown as Provider;
  const catalog = new FakeCatalog();
  catalog.put({ id: 'vendor', type: 'vendor', credentials: ['k'] });
  const credentials = new FakeCredentials();
  credentials.values.set('k', { api_key: key });
  const journal = new FakeJournal();
  const openFetch = ({ baseUrl }: { baseUrl: string }) => ({ baseUrl, fetch: hanging });
  return { journal, batches: new Batches({ providers: [provider], catalog, credentials, journal, openFetch, events: silentEvents, clock: { now: () => 1_000, monotonicMs: () => 0 } }) };
}

/** Answers at once, and never ends its body unless it is told to. */
const hanging = ((_input: unknown, init?: RequestInit) => {
  const body = new ReadableStream({ start: (controller) => init?.signal?.addEventListener('abort', () => controller.error(init.signal!.reason)) });
  return Promise.resolve(new Response(body));
}) as typeof globalThis.fetch;

const ref = create(BatchRefSchema, { provider: 'vendor', credentialId: 'k', vendorBatchId: 'batch_1' });
const terms = (attemptId: string) => create(AttemptTermsSchema, { attemptId, kind: AttemptKind.BATCH_ITEM, provider: 'vendor', model: 'm', vendorModel: 'm', credentialId: 'k' });
const collect = (world: ReturnType<typeof worldOf>, ...ids: string[]) => Array.fromAsync(world.batches.collect({ ref, batchId: 'ours', items: ids.map(terms) }));

describe('an item that the results do not mention', () => {
  it.each([
    { name: 'of a refused batch that answered none', batch: { state: 'failed', itemsAnswered: 0 } as const, evidence: Evidence.REPORTED },
    { name: 'of a refused batch that answered some', batch: { state: 'failed', itemsAnswered: 1 } as const, evidence: Evidence.BOUND },
    { name: 'of a refused batch that does not say how many it answered', batch: { state: 'failed' } as const, evidence: Evidence.BOUND },
    { name: 'of a cancelled batch', batch: { state: 'cancelled', itemsAnswered: 0 } as const, evidence: Evidence.BOUND },
    { name: 'of a complete batch', batch: { state: 'completed', itemsAnswered: 1 } as const, evidence: Evidence.BOUND },
  ])('$name', async ({ batch, evidence }) => {
    const [end] = await collect(worldOf(batch), 'a');
    expect(end!.fact.evidence).toBe(evidence);
    if (evidence === Evidence.REPORTED) expectKnownZero(end!.fact.usage);
    else expect(end!.fact.usage).toBeUndefined();
  });
});

describe('one odd item', () => {
  it('beyond all measure is a failure of its own, and the others are booked', async () => {
    const endless: AnswerStep[] = [answered[0]!, ...Array.from({ length: 3 }, (): AnswerStep => ({ type: 'block_text', index: 0, text: 'x'.repeat(answerBytesMax / 2), signature: '' }))];
    const world = worldOf({}, [{ attemptId: 'a', steps: endless, httpStatus: 200 }, { attemptId: 'b', steps: answered, httpStatus: 200 }]);
    const ends = await collect(world, 'a', 'b');
    expect(ends.map(({ fact }) => [fact.terms!.attemptId, fact.evidence, fact.errorClass])).toEqual([['a', Evidence.BOUND, ErrorClass.BAD_OUTPUT], ['b', Evidence.REPORTED, ErrorClass.UNSPECIFIED]]);
    expect(world.journal.facts).toHaveLength(2);
  });
});

describe('a key', () => {
  it('is not told with the reason of a refused batch', async () => {
    const { batches } = worldOf({ state: 'failed', failure: `The key ${key} has no quota.`, itemsAnswered: 0 });
    const told = [await batches.get(ref), await batches.cancel(ref), (await batches.find({ batchId: 'ours', items: [terms('a')], submittedAtMs: 0 })).batch];
    expect(told.map((batch) => batch!.failure)).toEqual(Array.from({ length: 3 }, () => 'The key [redacted] has no quota.'));
    const [end] = await collect(worldOf({ state: 'failed', failure: `The key ${key} has no quota.`, itemsAnswered: 0 }), 'a');
    expect(JSON.stringify(end!.report, (_name, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))).not.toContain(key);
  });
});

describe('a silent vendor', () => {
  it('is left when the caller leaves', async () => {
    const leave = new AbortController();
    const world = worldOf({}, [], async ({ fetch }) => (await fetch('https://vendor.example')).text());
    const collecting = Array.fromAsync(world.batches.collect({ ref, batchId: 'ours', items: [terms('a')], signal: leave.signal }));
    setTimeout(() => leave.abort(), 10);
    await expect(collecting).rejects.toBeDefined();
    expect(world.journal.facts).toEqual([]);
  });
});
