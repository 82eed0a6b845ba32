// Goal: what was booked is told exactly, to those who may know it, and exports are whole and the same again.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Evidence, Witness } from '@switchyard/proto/event/v1/usage';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { sql } from '@switchyard/common/postgres';
import { PriceBook } from '../clients/price-book.js';
import { Announcer } from '../consumer/announce.js';
import { redrive } from '../consumer/redrive.js';
import { ledgerEvents } from '../events.js';
import { adapterFinished, newId, reportedCost, requestFinished, startMs, terms, unknownBy } from '../testing/facts.js';
import { keyOf, offer, type Offered } from '../testing/offer.js';
import { World } from '../testing/world.js';
import { ledgerService } from './ledger-service.js';

let world: World;
let ledger: Offered<typeof Ledger>;
beforeAll(async () => {
  world = await World.open();
  const { database, bus, logger, store, catalog } = world;
  const options = { store, prices: new PriceBook({ catalog, database }), announcer: new Announcer({ bus, source: '/test', logger }), events: ledgerEvents(logger), nowMs: () => world.clock.now() };
  ledger = offer(Ledger, ledgerService({ reads: world.reads, redriveFacts: (ids) => redrive(options, ids) }));
});
beforeEach(() => world.clear());
afterEach(async () => expect(await world.imbalances()).toEqual([]));
afterAll(async () => {
  ledger.close();
  await world.close();
});

const acme = keyOf({ tenant: 'acme', role: 'finance' });
const payerOf = (tenant: string) => ({ tenant, project: 'web', feature: 'photos', apiKey: 'key-1' });

async function exported(request: Parameters<Offered<typeof Ledger>['client']['export']>[0] = {}, as = acme) {
  let text = '';
  for await (const { chunk, control } of ledger.as(as).export(request, { timeoutMs: 10_000 })) {
    text += Buffer.from(chunk).toString();
    if (control !== undefined) return { lines: text.split('\r\n').slice(0, -1), control };
  }
  throw new Error('The export ended without a control total.');
}

describe('an export', () => {
  it('has the promised columns first and in their order, rows in order, unknown as empty, and its control total', async () => {
    const [first, second, third] = [terms(), terms({ priceVersion: 'none', payer: { ...payerOf('acme'), project: '=cmd()', labels: { 'a"b': 'x,y' } } }), terms()];
    await world.book(adapterFinished(first));
    world.clock.jumpTo(startMs + 2_000);
    await world.book(adapterFinished(second, { evidence: Evidence.REPORTED, usage: { meters: { input: 1n } } }), unknownBy(Witness.ADAPTER, third));
    world.clock.jumpTo(startMs + 3_000);
    await world.book(adapterFinished(third));
    const { lines, control } = await exported();
    expect(lines[0]?.split(',').slice(0, 20)).toEqual([
      'attempt_id', 'entry_no', 'request_id', 'attempt_number', 'kind', 'outcome', 'tenant', 'project', 'feature', 'api_key', 'provider', 'model', 'status',
      'input_tokens', 'cached_input_tokens', 'output_tokens', 'cost_picousd', 'price_version', 'event_at', 'booked_at',
    ]);
    const [one, ...others] = lines.slice(1);
    expect(one?.split(',').slice(0, 20).join(',')).toBe(
      `${first.attemptId},1,${first.requestId},1,primary,succeeded,acme,web,photos,key-1,sandbox,quick,booked,10,,5,${reportedCost},price-1,2026-01-01T12:00:00.000Z,2026-01-01T12:00:01.000Z`,
    );
    expect(others.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([...[`${second.attemptId} 1`, `${third.attemptId} 1`].sort(), `${third.attemptId} 2`]);
    const unpriced = others.find((line) => line.startsWith(second.attemptId));
    expect(unpriced).toContain(",acme,'=cmd(),photos,key-1,sandbox,quick,unpriced,1,,,,none,");
    expect(unpriced).toContain('"{""a\\""b"":""x,y""}"');
    expect(control).toMatchObject({ rows: 4n, totalPicousd: (2n * reportedCost).toString(), unpriced: 1n });
    expect(await exported()).toEqual({ lines, control });
  });

  it('of a period has what was booked in it, and of one tenant what is its own', async () => {
    for (const [at, tenant] of [[1_000, 'acme'], [2_000, 'acme'], [2_000, 'umbrella'], [3_000, 'acme']] as const) {
      world.clock.jumpTo(startMs + at);
      await world.book(adapterFinished(terms({ payer: payerOf(tenant) })));
    }
    const period = { from: timestampFromMs(startMs + 2_000), to: timestampFromMs(startMs + 3_000) };
    expect((await exported(period)).control.rows).toBe(1n);
    expect((await exported(period, keyOf({ role: 'admin', tenant: 'acme' }))).control.rows).toBe(2n);
    await expect(exported({ tenant: 'umbrella' })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('reads long ledgers in steps without losing or doubling a row', async () => {
    const facts = Array.from({ length: 2_500 }, () => adapterFinished(terms()));
    await world.book(...facts);
    const { lines, control } = await exported();
    expect(new Set(lines.slice(1)).size).toBe(2_500);
    expect(control).toMatchObject({ rows: 2_500n, totalPicousd: (2_500n * reportedCost).toString() });
  });

  it('in another format is refused by name', async () => {
    await expect(exported({ format: 'parquet' })).rejects.toMatchObject({ code: 'UNIMPLEMENTED', options: { field: 'format' } });
  });
});

describe('a request', () => {
  it('is found by its id and by the id that its caller gave, with its entries', async () => {
    const of = terms({ clientRequestId: 'order-7' });
    await world.book(requestFinished([[of, {}]], { errorMessage: 'none' }));
    for (const requestId of [of.requestId, 'order-7']) {
      const found = await ledger.as(acme).getRequest({ requestId }, { timeoutMs: 5_000 });
      expect(found).toMatchObject({ request: { requestId: of.requestId, errorMessage: 'none' }, entries: [{ attemptId: of.attemptId, costPicousd: reportedCost, evidence: 'reported' }] });
    }
    await expect(ledger.as(keyOf({ tenant: 'umbrella', role: 'finance' })).getRequest({ requestId: of.requestId }, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await ledger.client.getRequest({ requestId: of.requestId }, { timeoutMs: 5_000 })).toMatchObject({ request: { requestId: of.requestId } });
  });

  it('is listed newest first, page by page', async () => {
    const ids = Array.from({ length: 5 }, newId);
    for (const [index, requestId] of ids.entries()) await world.book(requestFinished([], { requestId, finishedAt: timestampFromMs(startMs + index) }));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { requests, page } = await ledger.as(acme).listRequests({ page: { size: 2, cursor } }, { timeoutMs: 5_000 });
      seen.push(...requests.map(({ request }) => request?.requestId ?? ''));
      cursor = page?.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(ids.toReversed());
    await expect(ledger.as(acme).listRequests({ page: { cursor: 'made up' } }, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', options: { field: 'page.cursor' } });
  });

  it('is not told to a key that may only call', async () => {
    await expect(ledger.as(keyOf({ tenant: 'acme', role: 'caller' })).listEntries({}, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});

describe('entries', () => {
  it('are listed newest first, page by page', async () => {
    for (let index = 0; index < 5; index += 1) {
      world.clock.jumpTo(startMs + 1_000 * index);
      await world.book(adapterFinished(terms()), adapterFinished(terms()));
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const { entries, page } = await ledger.as(acme).listEntries({ page: { size: 3, cursor } }, { timeoutMs: 5_000 });
      seen.push(...entries.map(({ attemptId }) => attemptId));
      cursor = page?.nextCursor ?? '';
    } while (cursor !== '');
    expect(seen).toHaveLength(10);
    expect(seen).toEqual((await world.entries()).toSorted((one, other) => other.booked_at.getTime() - one.booked_at.getTime() || (one.attempt_id < other.attempt_id ? 1 : -1)).map(({ attempt_id }) => attempt_id));
  });
});

describe('a report', () => {
  const hour = 3_600_000;

  it('sums corrections, counts attempts and requests once, and leaves the unpriced out of the cost', async () => {
    const [first, second, third] = [terms(), terms({ model: 'slow', provider: 'other' }), terms({ priceVersion: 'none' })];
    await world.book(unknownBy(Witness.ADAPTER, first), adapterFinished(second), adapterFinished(third));
    await world.book(requestFinished([[first, {}]]));
    const { rows, total } = await ledger.as(acme).reportUsage({ groupBy: ['model', 'provider'] }, { timeoutMs: 5_000 });
    expect(rows).toMatchObject([
      { group: { model: 'quick', provider: 'sandbox' }, attempts: 2n, succeeded: 2n, failed: 0n, inputTokens: 20n, outputTokens: 10n, costPicousd: String(reportedCost), unpriced: 1n, requests: 2n },
      { group: { model: 'slow', provider: 'other' }, attempts: 1n, costPicousd: String(reportedCost), unpriced: 0n, requests: 1n, meanMs: 250 },
    ]);
    expect(total).toMatchObject({ attempts: 3n, costPicousd: String(2n * reportedCost), requests: 3n });
  });

  it.each([
    { name: 'in whole hours', period: {} },
    { name: 'in parts of hours', period: { from: timestampFromMs(startMs - 60_000), to: timestampFromMs(startMs + 60_000) } },
  ])('counts an answer that its cap cut short apart from failures, $name', async ({ period }) => {
    const [cut, failed, mended] = [terms(), terms(), terms()];
    await world.book(adapterFinished(cut, { outcome: AttemptOutcome.INCOMPLETE }), adapterFinished(failed, { outcome: AttemptOutcome.FAILED }), unknownBy(Witness.ADAPTER, mended));
    await world.book(requestFinished([[mended, { outcome: AttemptOutcome.INCOMPLETE }]]));
    const { total } = await ledger.as(acme).reportUsage({ groupBy: ['model'], ...period }, { timeoutMs: 5_000 });
    expect(total).toMatchObject({ attempts: 3n, succeeded: 0n, incomplete: 2n, failed: 1n });
  });

  it.each([
    { name: 'whole hours', from: 0, to: 3 * hour, attempts: 6n },
    { name: 'parts of hours at both ends', from: 60_000, to: 2 * hour + 60_000, attempts: 4n },
    { name: 'a part of one hour', from: 60_000, to: 2 * 60_000, attempts: 0n },
    { name: 'a part of one hour with an attempt', from: hour / 2, to: hour / 2 + 1, attempts: 1n },
    { name: 'all time', from: undefined, to: undefined, attempts: 6n },
  ])('is exact over $name', async ({ from, to, attempts }) => {
    for (const offset of [0, hour / 2, hour, 1.5 * hour, 2 * hour, 2.5 * hour]) await world.book(adapterFinished(terms(), { startedAt: timestampFromMs(startMs + offset), finishedAt: timestampFromMs(startMs + offset) }));
    const period = { from: from === undefined ? undefined : timestampFromMs(startMs + from), to: to === undefined ? undefined : timestampFromMs(startMs + to) };
    const { rows, total } = await ledger.as(acme).reportUsage({ ...period, groupBy: ['hour'] }, { timeoutMs: 5_000 });
    expect(total).toMatchObject({ attempts, requests: attempts, costPicousd: String(attempts * reportedCost) });
    expect(rows.reduce((sum, row) => sum + row.attempts, 0n)).toBe(attempts);
  });

  it('refuses a fourth dimension and one that does not exist', async () => {
    for (const groupBy of [['model', 'provider', 'tenant', 'hour'], ['colour']]) {
      await expect(ledger.as(acme).reportUsage({ groupBy }, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', options: { field: 'group_by' } });
    }
  });
});

describe('a parked fact', () => {
  const admin = keyOf({ tenant: 'acme', role: 'admin' });

  it('is listed with its reason, and stays parked while it cannot be booked', async () => {
    const bad = adapterFinished(terms({ requestId: '' }));
    await world.book(bad);
    expect((await ledger.as(admin).listParked({}, { timeoutMs: 5_000 })).facts).toMatchObject([{ factId: bad.id, tenant: 'acme', reason: expect.stringContaining('request id') }]);
    expect(await ledger.as(admin).redriveParked({}, { timeoutMs: 5_000 })).toMatchObject({ booked: 0, parked: 1 });
    expect(await world.parked()).toHaveLength(1);
  });

  it('is booked when what it was parked for has been mended', async () => {
    const of = terms();
    const fact = adapterFinished(of);
    await world.database.db.schema.alterTable('entries').addCheckConstraint('passing', sql`model <> 'quick'`).execute();
    await world.book(fact);
    expect(await world.parked()).toHaveLength(1);
    await world.database.db.schema.alterTable('entries').dropConstraint('passing').execute();
    expect(await ledger.as(admin).redriveParked({ factIds: [fact.id] }, { timeoutMs: 5_000 })).toMatchObject({ booked: 1, parked: 0 });
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'booked', cost_picousd: reportedCost }]);
    expect(await world.parked()).toEqual([]);
  });
});
