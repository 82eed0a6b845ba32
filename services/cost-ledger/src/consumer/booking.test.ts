// Goal: every attempt is booked once, with the best evidence there is, whatever is delivered how often and in which order.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fromBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { AttemptKind, AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { EntryBookedSchema } from '@switchyard/proto/event/v1/changed';
import { Evidence, FactsDisposedSchema, Witness } from '@switchyard/proto/event/v1/usage';
import { subjects } from '@switchyard/common/events';
import { sql } from '@switchyard/common/postgres';
import { adapterFinished, batchBytes, newId, price, reported, reportedCost, requestFinished, startMs, terms, unknownBy, watermark } from '../testing/facts.js';
import { until, World } from '../testing/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  await world.consume();
});
afterEach(async () => {
  await world.stopConsuming();
  world.catalog.isAway = false;
  world.clock.jumpTo(startMs + 1_000);
  expect(await world.imbalances()).toEqual([]);
  await world.clear();
});
afterAll(() => world.close());

/** No date, though a number of milliseconds. */
const beyondTime = 8.7e15;
const bound = 100n * price.input + 50n * price.output;
const summary = async (attemptId: string) => (await world.entries(attemptId)).map(({ entry_no, status, cost_picousd }) => [entry_no, status, cost_picousd]);

describe('an attempt', () => {
  it('is booked from the adapter alone, with every column of the export', async () => {
    const of = terms({ clientRequestId: 'mine' });
    await world.tell(adapterFinished(of, { evidence: Evidence.REPORTED, usage: { meters: { input: 8n, cached_input: 2n, output: 5n }, inputTokens: 10n, cachedInputTokens: 2n, outputTokens: 5n } }));
    expect(await world.entries(of.attemptId)).toMatchObject([
      {
        entry_no: 1, request_id: of.requestId, attempt_number: 1, kind: 'primary', outcome: 'succeeded', tenant: 'acme', project: 'web', feature: 'photos', api_key: 'key-1', provider: 'sandbox',
        model: 'quick', status: 'booked', input_tokens: 10n, cached_input_tokens: 2n, output_tokens: 5n, cost_picousd: 68n, price_version: 'price-1', client_request_id: 'mine',
      },
    ]);
  });

  it.each([
    { name: 'the adapter first', order: [0, 1] },
    { name: 'the router first', order: [1, 0] },
  ])('that both witnesses report alike is booked once, $name', async ({ order }) => {
    const of = terms();
    const facts = [adapterFinished(of, { vendorResponseId: 'v1', rawUsageJson: '{}' }), requestFinished([[of, { vendorResponseId: 'v1' }]])];
    for (const index of order) await world.tell(facts[index]!);
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', reportedCost]]);
  });

  it.each([
    { name: 'above our list price', stated: 900n },
    { name: 'below it', stated: 3n },
    { name: 'of nothing', stated: 0n },
  ])('is booked at the charge that its provider states, $name, with our list price beside it', async ({ stated }) => {
    const of = terms();
    const word = { ...reported, statedChargePicousd: stated };
    await world.tell(adapterFinished(of, word));
    await world.tell(requestFinished([[of, word]]));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'booked', cost_picousd: stated, list_picousd: reportedCost, stated_charge_picousd: stated }]);
  });

  it('whose provider states a charge is corrected from its estimate to that charge, and its list price by as much as it was estimated too high', async () => {
    const of = terms();
    await world.tell(unknownBy(Witness.ADAPTER, of));
    await world.tell(adapterFinished(of, { ...reported, statedChargePicousd: 90n }));
    expect(await world.entries(of.attemptId)).toMatchObject([
      { status: 'estimated', cost_picousd: bound, list_picousd: bound },
      { entry_no: 2, status: 'correction', cost_picousd: 90n - bound, list_picousd: reportedCost - bound },
    ]);
  });

  it('with a stated charge and a meter that no price has is booked at the charge, and its list price stays unknown', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { evidence: Evidence.REPORTED, usage: { meters: { input: 1n, video_seconds: 2n } }, statedChargePicousd: 90n }));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'booked', cost_picousd: 90n, list_picousd: null, note: expect.stringContaining('video_seconds') }]);
  });

  it('of which two witnesses state different charges is disputed, not booked by whoever speaks first', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { ...reported, statedChargePicousd: 90n }));
    await world.tell(requestFinished([[of, { ...reported, statedChargePicousd: 91n }]]));
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', 90n]]);
    expect(await world.parked()).toMatchObject([{ reason: expect.stringContaining('contradicts') }]);
  });

  it('with a charge below zero is set aside', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { ...reported, statedChargePicousd: -1n }));
    expect(await world.entries(of.attemptId)).toEqual([]);
    expect(await world.parked()).toMatchObject([{ reason: expect.stringContaining('below zero') }]);
  });

  it('that is reported and empty is a known zero', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { evidence: Evidence.REPORTED, outcome: AttemptOutcome.FAILED }));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'booked', outcome: 'failed', cost_picousd: 0n, input_tokens: null, output_tokens: null }]);
  });

  it('that the adapter lost is estimated at its bound at once, and corrected by a later report', async () => {
    const of = terms();
    await world.tell(unknownBy(Witness.ADAPTER, of));
    expect(await summary(of.attemptId)).toEqual([[1, 'estimated', bound]]);
    await world.tell(requestFinished([[of, {}]]));
    expect(await summary(of.attemptId)).toEqual([[1, 'estimated', bound], [2, 'correction', reportedCost - bound]]);
    expect((await world.entries(of.attemptId))[1]).toMatchObject({ input_tokens: 10n - 100n, output_tokens: 5n - 50n });
  });

  it.each([
    { name: 'an item of a batch', kind: AttemptKind.BATCH_ITEM, cost: reportedCost / 2n },
    { name: 'any other', kind: AttemptKind.PRIMARY, cost: reportedCost },
  ])('that is $name is priced as one', async ({ kind, cost }) => {
    const of = terms({ kind, priceVersion: price.withBatch });
    await world.tell(adapterFinished(of));
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', cost]]);
  });

  it('that is an item of a batch has no price where none is written for batches, and is not taken for a plain one', async () => {
    const of = terms({ kind: AttemptKind.BATCH_ITEM });
    await world.tell(adapterFinished(of));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'unpriced', cost_picousd: null, note: expect.stringContaining('no_batch_price') }]);
  });

  it('without a price version is unpriced, and its bound stands beside it', async () => {
    const of = terms({ priceVersion: 'nobody-has-it' });
    await world.tell(adapterFinished(of));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'unpriced', cost_picousd: null, bound_picousd: bound, note: expect.stringContaining('nobody-has-it') }]);
  });
});

describe('two reports with the same evidence', () => {
  const other = { evidence: Evidence.REPORTED, usage: { meters: { input: 20n, output: 5n } } };

  it('that name two answers of the provider are both booked, and noted as a second call', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { vendorResponseId: 'v1' }), requestFinished([[of, { ...other, vendorResponseId: 'v2' }]]));
    expect(await world.entries(of.attemptId)).toMatchObject([{ cost_picousd: reportedCost }, { entry_no: 2, status: 'booked', cost_picousd: 90n, note: 'duplicate_call' }]);
    await world.tell(adapterFinished(of, { vendorResponseId: 'v1' }));
    expect(await world.entries(of.attemptId)).toHaveLength(2);
  });

  it.each([
    { name: 'of the same answer', ids: ['v1', 'v1'] },
    { name: 'of answers without a name', ids: ['', ''] },
    { name: 'of which one has no name', ids: ['v1', ''] },
  ])('$name contradict each other: the later fact is parked', async ({ ids: [first, second] }) => {
    const of = terms();
    await world.tell(adapterFinished(of, { vendorResponseId: first }), requestFinished([[of, { ...other, vendorResponseId: second }]]));
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', reportedCost]]);
    expect(await world.parked()).toMatchObject([{ factId: `${of.requestId}/router/request`, reason: expect.stringContaining('contradicts') }]);
  });

  it('that differ in what the amount does not depend on agree', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { usage: { meters: { input: 10n, output: 5n, cached_input: 0n } }, evidence: Evidence.REPORTED, inconsistent: true, rawUsageJson: '{}', responseModel: 'quick-2026-01' }), requestFinished([[of, {}]]));
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', reportedCost]]);
    expect((await world.entries(of.attemptId))[0]).toMatchObject({ note: 'inconsistent' });
    expect(await world.parked()).toEqual([]);
  });
});

describe('an attempt that only its router reports', () => {
  const waitMs = 600_000;

  it('is estimated once every adapter that is alive has told of everything up to its start', async () => {
    const of = terms();
    await world.tell(requestFinished([[of, { evidence: Evidence.BOUND, outcome: AttemptOutcome.UNKNOWN }]]));
    world.clock.jumpTo(startMs + 20_000);
    await world.tell(watermark(Witness.ADAPTER, 'adapter-1', startMs + 20_000), watermark(Witness.ADAPTER, 'adapter-2', startMs + 4_999, startMs + 20_000));
    await world.sweep();
    expect(await world.entries()).toEqual([]);
    await world.tell(watermark(Witness.ADAPTER, 'adapter-2', startMs + 5_001, startMs + 20_001));
    await world.sweep();
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'estimated', cost_picousd: bound, outcome: 'unknown', note: expect.stringContaining('adapter knows nothing') }]);
  });

  it('is estimated without any watermark after the wait, and not a moment before', async () => {
    const of = terms();
    await world.tell(unknownBy(Witness.ROUTER, of));
    world.clock.jumpTo(startMs + 1_000 + waitMs - 1);
    await world.sweep();
    expect(await world.entries()).toEqual([]);
    world.clock.jumpTo(startMs + 1_000 + waitMs);
    await world.sweep();
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'estimated', cost_picousd: bound, note: expect.stringContaining('not heard in time') }]);
  });

  it('does not wait for an adapter that has been silent for long', async () => {
    const of = terms();
    await world.tell(watermark(Witness.ADAPTER, 'gone', startMs - 1, startMs - 1), unknownBy(Witness.ROUTER, of));
    world.clock.jumpTo(startMs + 300_000);
    await world.tell(watermark(Witness.ADAPTER, 'adapter-1', startMs + 300_000));
    await world.sweep();
    expect(await summary(of.attemptId)).toEqual([[1, 'estimated', bound]]);
  });

  it.each([
    { name: 'before the estimate is booked from it', isLate: false, expected: [[1, 'booked', reportedCost]] },
    { name: 'after the estimate corrects it', isLate: true, expected: [[1, 'estimated', bound], [2, 'correction', reportedCost - bound]] },
  ])('and whose adapter reports $name', async ({ isLate, expected }) => {
    const of = terms();
    await world.tell(unknownBy(Witness.ROUTER, of));
    if (!isLate) await world.tell(adapterFinished(of));
    world.clock.jumpTo(startMs + 1_000 + waitMs);
    await world.sweep();
    if (isLate) await world.tell(adapterFinished(of));
    await world.sweep();
    expect(await summary(of.attemptId)).toEqual(expected);
  });

  it('and that its adapter lost as well is booked once', async () => {
    const of = terms();
    await world.tell(unknownBy(Witness.ADAPTER, of), unknownBy(Witness.ROUTER, of), requestFinished([[of, { evidence: Evidence.BOUND }]]));
    world.clock.jumpTo(startMs + 1_000 + waitMs);
    await world.sweep();
    expect(await summary(of.attemptId)).toEqual([[1, 'estimated', bound]]);
  });
});

describe('an estimate', () => {
  it('takes the input that the provider reported, and the whole output bound', async () => {
    const of = terms();
    await world.tell(adapterFinished(of, { evidence: Evidence.BOUND, usage: { meters: { input: 30n } }, outcome: AttemptOutcome.TRUNCATED }));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'estimated', cost_picousd: 30n * price.input + 50n * price.output, input_tokens: 30n, output_tokens: 50n }]);
  });

  it('of a count of ours is corrected by a report, which a count then leaves alone', async () => {
    const of = terms();
    const counted = { evidence: Evidence.COUNTED, usage: { meters: { input: 10n, output: 4n } } };
    await world.tell(adapterFinished(of, counted));
    expect(await summary(of.attemptId)).toEqual([[1, 'estimated', 60n]]);
    await world.tell(requestFinished([[of, {}]]));
    await world.tell({ ...adapterFinished(of, counted), id: 'again' });
    expect(await summary(of.attemptId)).toEqual([[1, 'estimated', 60n], [2, 'correction', 10n]]);
  });

  it('stands while a better report has no price, and that entry says so', async () => {
    const of = terms();
    await world.tell(unknownBy(Witness.ADAPTER, of), requestFinished([[of, { evidence: Evidence.REPORTED, usage: { meters: { input: 10n, video_seconds: 3n } } }]]));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'estimated', cost_picousd: bound }, { status: 'unpriced', cost_picousd: null, bound_picousd: bound, note: expect.stringContaining('video_seconds') }]);
  });
});

describe('delivery', () => {
  it('again books nothing again, in one batch and in another', async () => {
    const of = terms();
    await world.tell(adapterFinished(of), adapterFinished(of));
    await world.tell(adapterFinished(of));
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', reportedCost]]);
  });

  it('of a fact that the database refuses parks that fact alone', async () => {
    const [good, bad, better] = [terms(), terms(), terms()];
    await world.tell(adapterFinished(good), adapterFinished(bad, { startedAt: timestampFromMs(beyondTime) }), adapterFinished(better));
    expect(await world.parked()).toMatchObject([{ factId: `${bad.attemptId}/adapter/finished`, reason: expect.stringContaining('database') }]);
    expect((await world.entries()).map(({ attempt_id }) => attempt_id).sort()).toEqual([good.attemptId, better.attemptId].sort());
    expect(await world.reads.disposed([`${bad.attemptId}/adapter/finished`, `${good.attemptId}/adapter/finished`, 'unheard'])).toHaveLength(2);
  });

  it.each([
    { name: 'the end user', payer: { endUser: 'a\0b' } },
    { name: 'a label', payer: { labels: { 'te\0am': 'x\0' } } },
    { name: 'the feature', payer: { feature: 'pho\0tos' } },
    { name: 'the price version', over: { priceVersion: 'price-1\0' } },
    { name: 'the hold', over: { holdId: 'h\0' } },
    { name: 'the caller\'s id', over: { clientRequestId: '\0mine' } },
  ])('with a NUL in $name is booked without it, by both witnesses, and moves the budget', async ({ payer = {}, over = {} }) => {
    const budget = await world.putBudget({ hard: false });
    const [of, fine] = [terms({ payer: { tenant: 'acme', ...payer }, ...over }), terms()];
    await world.tell(adapterFinished(of, { vendorResponseId: 'v\0' }), adapterFinished(fine));
    await world.tell(requestFinished([[of, { vendorResponseId: 'v\0' }]], { errorMessage: '\0' }));
    expect(await world.parked()).toEqual([]);
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', reportedCost]]);
    expect((await world.entries(of.attemptId))[0]).toMatchObject({ vendor_response_id: 'v', note: expect.stringContaining('left out') });
    expect((await world.entries(fine.attemptId))[0]?.note).toBe('');
    expect(await world.windows(budget)).toEqual([[2n * reportedCost, 0n, 0n]]);
  });

  it('with names too long for an index is booked under their beginnings', async () => {
    const noise = (length: number): string => Array.from({ length }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919 + length) % 20_000))).join('');
    const of = terms({ payer: { tenant: 'acme', project: noise(900), feature: noise(901), apiKey: noise(902) }, model: noise(903), clientRequestId: noise(904) });
    await world.tell(adapterFinished(of), requestFinished([[of, {}]]));
    expect(await world.parked()).toEqual([]);
    expect((await world.entries(of.attemptId))[0]).toMatchObject({ status: 'booked', project: noise(900).slice(0, 128), note: expect.stringContaining('cut') });
  });

  it('of bytes that are no fact parks those bytes alone, and of a broken message that message', async () => {
    const [one, two] = [terms(), terms()];
    const broken = new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(new Uint8Array([0xff, 0xff])).finish();
    await world.publishBytes(Buffer.concat([batchBytes([adapterFinished(one)]), broken, batchBytes([adapterFinished(two)])]));
    await world.publishBytes(new Uint8Array([0x0a, 0x7f, 1]));
    await world.settled();
    expect(await world.entries()).toHaveLength(2);
    expect((await world.parked()).map(({ reason }) => reason)).toEqual([expect.stringContaining('cannot be read'), expect.stringContaining('cannot be read')]);
  });

  it.each<{ name: string; over: Parameters<typeof terms>[0]; reason: string }>([
    { name: 'without an attempt id', over: { attemptId: '' }, reason: 'not a UUID' },
    { name: 'with an id that is none', over: { attemptId: 'attempt-1' }, reason: 'not a UUID' },
    { name: 'without a payer', over: { payer: undefined }, reason: 'who pays' },
    { name: 'without a request', over: { requestId: '' }, reason: 'request id' },
    { name: 'with a negative bound', over: { boundPicousd: -1n }, reason: 'below zero' },
  ])('of terms $name parks the fact', async ({ over, reason }) => {
    await world.tell(adapterFinished(terms(over)));
    expect(await world.parked()).toMatchObject([{ reason: expect.stringContaining(reason) }]);
    expect(await world.entries()).toEqual([]);
  });

  it('goes on behind the stored position after a restart, and not behind what the broker remembers', async () => {
    const [first, second] = [terms(), terms()];
    await world.tell(adapterFinished(first));
    const position = await world.store.position();
    await world.tell(adapterFinished(second));
    // The database is restored to what it was after the first message.
    await world.stopConsuming();
    await world.clear();
    await world.database.db.updateTable('consumer_positions').set({ sequence: String(position?.sequence) }).execute();
    await world.consume();
    await until(async () => (await world.entries()).length > 0);
    await world.settled();
    expect((await world.entries()).map(({ attempt_id }) => attempt_id)).toEqual([second.attemptId]);
  });

  it('of a batch whose commit failed books it once, all of it', async () => {
    await sql`create table blocker (id int); create function refuse() returns trigger language plpgsql as $$ begin if exists (select 1 from blocker) then raise exception 'disk full' using errcode = '53100'; end if; return null; end $$;
      create constraint trigger refuse_at_commit after insert on entries deferrable initially deferred for each row execute function refuse(); insert into blocker values (1)`.execute(world.database.db);
    try {
      const [one, two] = [terms(), terms()];
      await world.publish(adapterFinished(one), adapterFinished(two));
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(await world.entries()).toEqual([]);
      expect(await world.reads.disposed([`${one.attemptId}/adapter/finished`])).toEqual([]);
      await sql`delete from blocker`.execute(world.database.db);
      await world.settled();
      expect((await world.entries()).map(({ attempt_id }) => attempt_id).sort()).toEqual([one.attemptId, two.attemptId].sort());
      expect(await world.parked()).toEqual([]);
    } finally {
      await sql`drop trigger refuse_at_commit on entries; drop function refuse; drop table blocker`.execute(world.database.db);
    }
  });

  it('through connections that Postgres ends again and again books everything once', async () => {
    const attempts = Array.from({ length: 30 }, () => terms());
    for (const [index, of] of attempts.entries()) {
      await world.publish(adapterFinished(of), requestFinished([[of, {}]]));
      if (index % 10 === 5) await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(world.database.db);
    }
    await until(async () => (await world.entries().catch(() => [])).length === 30);
    await world.settled();
    expect((await world.entries()).every(({ entry_no, cost_picousd }) => entry_no === 1 && cost_picousd === reportedCost)).toBe(true);
    expect(await world.parked()).toEqual([]);
  });

  it('leaves rows that nobody can change', async () => {
    const of = terms();
    await world.tell(adapterFinished(of));
    await expect(sql`update entries set cost_picousd = 0`.execute(world.database.db)).rejects.toThrow('never changed');
    await expect(sql`delete from postings`.execute(world.database.db)).rejects.toThrow('never changed');
    await expect(sql`insert into postings values (${of.attemptId}, 1, 'tenant:else', 5)`.execute(world.database.db)).rejects.toThrow('sum to zero');
  });

  it('tells each journal what it may forget, and the tenant what was booked', async () => {
    const heard: string[] = [];
    const listening = await world.bus.subscribe(subjects.ledgerDisposed('adapter-journal'), ({ data }) => heard.push(...fromBinary(FactsDisposedSchema, data).factIds));
    const booked: string[] = [];
    const reader = await world.bus.consume({ stream: 'FACTS', durable: `reader-${newId()}`, subjects: [subjects.ledgerBooked('acme')] }, async (batch) => void booked.push(...batch.map(({ data }) => fromBinary(EntryBookedSchema, data).attemptId)));
    const [of, bad] = [terms(), terms({ requestId: '' })];
    await world.tell(adapterFinished(of), adapterFinished(bad), requestFinished([[of, {}]]));
    await world.tell(adapterFinished(of));
    await until(() => heard.length === 3 && booked.includes(of.attemptId));
    expect(heard).toEqual([`${of.attemptId}/adapter/finished`, `${bad.attemptId}/adapter/finished`, `${of.attemptId}/adapter/finished`]);
    await listening.close();
    await reader.close();
  });

  it('lets one replica book at a time, and another take over', async () => {
    const other = World.beside(world);
    await expect(other.consume(300)).rejects.toThrow('Not within');
    const of = terms();
    await world.tell(adapterFinished(of));
    await world.stopConsuming();
    await until(() => other.isLeading);
    const later = terms();
    await other.tell(adapterFinished(later));
    expect(await world.entries()).toHaveLength(2);
    await other.stopConsuming();
  });

  it('waits while the catalog is away, and goes on when it is back', async () => {
    await world.database.db.deleteFrom('price_versions').execute();
    world.catalog.isAway = true;
    await world.consume();
    const of = terms();
    const asked = world.catalog.asked;
    await world.publish(adapterFinished(of));
    await until(() => world.catalog.asked > asked + 1);
    expect(await world.entries()).toEqual([]);
    world.catalog.isAway = false;
    await world.settled();
    expect(await summary(of.attemptId)).toEqual([[1, 'booked', reportedCost]]);
  });
});
