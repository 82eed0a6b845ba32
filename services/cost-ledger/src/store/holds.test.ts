// Goal: no work is admitted beyond a hard limit, and every hold ends by evidence or is listed as suspect.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Evidence, Witness } from '@switchyard/proto/event/v1/usage';
import { sql } from '@switchyard/common/postgres';
import { adapterFinished, newId, reportedCost, requestFinished, startMs, terms, unknownBy, watermark } from '../testing/facts.js';
import { World } from '../testing/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  expect(await world.violations()).toEqual([]);
  await world.clear();
  world.clock.jumpTo(startMs + 1_000);
});
afterAll(() => world.close());

const bound = 700n;
const pastDeadline = startMs + 1_000 + 30_000 + 60_001;
const heldTerms = (holdId: string, over: Parameters<typeof terms>[0] = {}) => terms({ requestId: holdId, holdId, ...over });

describe('a grant', () => {
  it('fits to the last picodollar, and not one more', async () => {
    const budget = await world.putBudget({ limit_picousd: '250' });
    expect(await world.hold({ total: 100n })).toMatchObject({ isGranted: true });
    expect(await world.hold({ total: 151n })).toMatchObject({ isGranted: false, refusedBy: budget, remainingPicoUsd: 150n, windowEnd: new Date('2026-01-02T00:00:00Z') });
    expect(await world.hold({ total: 150n })).toMatchObject({ isGranted: true });
    expect(await world.windows(budget)).toEqual([[0n, 250n, 0n]]);
  });

  it('is raised by the difference, repeated without a change, and never lowered', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    for (const total of [100n, 100n, 300n, 50n, 300n]) expect(await world.hold({ hold_id, total })).toMatchObject({ isGranted: true });
    expect(await world.windows(budget)).toEqual([[0n, 300n, 0n]]);
    expect(await world.hold({ hold_id, total: 1_001n })).toMatchObject({ isGranted: false });
    expect(await world.windows(budget)).toEqual([[0n, 300n, 0n]]);
  });

  it('is taken on all budgets that cover it or on none, and names the one without room', async () => {
    const wide = await world.putBudget({ name: 'wide', limit_picousd: '1000' });
    const narrow = await world.putBudget({ name: 'narrow', scope: 'project', scope_id: 'web', limit_picousd: '50' });
    await world.putBudget({ name: 'other', scope: 'project', scope_id: 'elsewhere', limit_picousd: '0' });
    await world.putBudget({ name: 'stranger', tenant: 'umbrella', limit_picousd: '0' });
    await world.putBudget({ name: 'soft', hard: false, limit_picousd: '0' });
    expect(await world.hold({ total: 60n })).toMatchObject({ isGranted: false, refusedBy: 'narrow' });
    expect(await world.windows(wide)).toEqual([]);
    expect(await world.hold({ total: 50n })).toMatchObject({ isGranted: true });
    expect([await world.windows(wide), await world.windows(narrow)]).toEqual([[[0n, 50n, 0n]], [[0n, 50n, 0n]]]);
  });

  it('covers a further provider with the whole new total', async () => {
    const [one, two] = [await world.putBudget({ scope: 'provider', scope_id: 'one' }), await world.putBudget({ scope: 'provider', scope_id: 'two' })];
    const hold_id = newId();
    await world.hold({ hold_id, provider: 'one', total: 100n });
    await world.hold({ hold_id, provider: 'two', total: 120n });
    expect([await world.windows(one), await world.windows(two)]).toEqual([[[0n, 100n, 0n]], [[0n, 120n, 0n]]]);
  });

  it('is refused by a stopped budget, soft or hard, whatever room it has', async () => {
    await world.putBudget({ name: 'halted', hard: false, stopped: true });
    expect(await world.hold({ total: 1n })).toMatchObject({ isGranted: false, refusedBy: 'halted', why: expect.stringContaining('stopped') });
  });

  it('that comes after the end of its request is refused, since nobody would close it', async () => {
    const budget = await world.putBudget();
    const of = terms();
    await world.book(requestFinished([[of, {}]]));
    expect(await world.hold({ hold_id: of.requestId })).toMatchObject({ isGranted: false });
    expect((await world.windows(budget))[0]?.[1]).toBe(0n);
  });

  it('that its router did not hear of is voided with its request', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id });
    await world.book(requestFinished([], { requestId: hold_id, holdId: '' }));
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'void' });
    expect(await world.windows(budget)).toEqual([[0n, 0n, 0n]]);
  });
});

describe('a hold', () => {
  it('becomes spend when its request has ended and all its attempts are booked', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    const of = heldTerms(hold_id);
    await world.book(adapterFinished(of));
    expect(await world.windows(budget)).toEqual([[reportedCost, bound - reportedCost, 0n]]);
    await world.book(requestFinished([[of, {}]]));
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'closed' });
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n]]);
  });

  it('waits for the attempt that only its router knows of', async () => {
    const budget = await world.putBudget({ limit_picousd: '2000' });
    const hold_id = newId();
    await world.hold({ hold_id, total: 2n * bound });
    const [known, lost] = [heldTerms(hold_id), heldTerms(hold_id, { number: 2 })];
    await world.book(requestFinished([[known, {}], [lost, { evidence: Evidence.BOUND }]]));
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'open' });
    expect(await world.windows(budget)).toEqual([[reportedCost, 2n * bound - reportedCost, 0n]]);
    await world.book(adapterFinished(lost));
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'closed' });
    expect(await world.windows(budget)).toEqual([[2n * reportedCost, 0n, 0n]]);
  });

  it('of which nothing was sent is void', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id });
    await world.book(requestFinished([], { requestId: hold_id, holdId: hold_id }));
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'void' });
    expect(await world.windows(budget)).toEqual([[0n, 0n, 0n]]);
  });

  it('counts an unpriced attempt by its bound', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    await world.book(requestFinished([[heldTerms(hold_id, { priceVersion: 'nobody-has-it' }), {}]]));
    expect(await world.windows(budget)).toEqual([[bound, 0n, 0n]]);
  });

  it.each<{ name: string; stated: bigint; meters: Record<string, bigint>; counted: bigint }>([
    { name: 'a charge above our list price', stated: 650n, meters: { input: 10n, output: 5n }, counted: 650n },
    { name: 'a charge above its bound', stated: bound + 50n, meters: { input: 10n, output: 5n }, counted: bound + 50n },
    { name: 'our list price where the charge is below it', stated: 1n, meters: { input: 10n, output: 5n }, counted: reportedCost },
    { name: 'its bound where a price is unknown and the charge is below it', stated: 1n, meters: { video_seconds: 1n }, counted: bound },
    { name: 'a charge above its bound where a price is unknown', stated: bound + 1n, meters: { video_seconds: 1n }, counted: bound + 1n },
  ])('counts $name, on budgets of then and of later alike', async ({ stated, meters, counted }) => {
    const budget = await world.putBudget({ limit_picousd: '720' });
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    const word = { evidence: Evidence.REPORTED, usage: { meters }, statedChargePicousd: stated };
    const of = heldTerms(hold_id, { boundPicousd: bound });
    await world.book(adapterFinished(of, word), requestFinished([[of, word]]));
    const overrun = counted > 720n ? counted - 720n : 0n;
    expect(await world.windows(budget)).toEqual([[counted, 0n, overrun]]);
    const later = await world.putBudget({ name: 'later', scope: 'project', scope_id: 'web', limit_picousd: '720' });
    expect(await world.windows(later)).toEqual([[counted, 0n, overrun]]);
    expect(await world.hold({ total: 721n - counted })).toMatchObject({ isGranted: false });
    expect(await world.imbalances()).toEqual([]);
  });

  it('leaves its windows when evidence corrects an estimate after the close', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    const of = heldTerms(hold_id);
    await world.book(unknownBy(Witness.ADAPTER, of), requestFinished([[of, { evidence: Evidence.BOUND }]]));
    expect(await world.windows(budget)).toEqual([[bound, 0n, 0n]]);
    world.clock.jumpTo(startMs + 86_400_000);
    await world.book(adapterFinished(of));
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n]]);
  });

  it('belongs to the window it was taken in, whenever its attempt is booked', async () => {
    const budget = await world.putBudget({ window_kind: 'week', zone: 'Europe/Berlin' });
    const hold_id = newId();
    world.clock.jumpTo(Date.UTC(2026, 0, 4, 22, 59));
    await world.hold({ hold_id, total: bound });
    world.clock.jumpTo(Date.UTC(2026, 0, 4, 23, 1));
    expect(await world.hold({ total: 1000n })).toMatchObject({ isGranted: true });
    await world.book(requestFinished([[heldTerms(hold_id), {}]]));
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n], [0n, 1000n, 0n]]);
  });
});

describe('an overrun', () => {
  it('is booked and admits nothing more', async () => {
    const budget = await world.putBudget({ limit_picousd: '60' });
    const hold_id = newId();
    await world.hold({ hold_id, total: 60n });
    await world.book(requestFinished([[heldTerms(hold_id), {}]]));
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, reportedCost - 60n]]);
    expect(await world.hold({ total: 0n })).toMatchObject({ isGranted: false, why: expect.stringContaining('overrun') });
  });

  it('comes of a limit lowered below its use, and goes when the limit is raised', async () => {
    const id = await world.putBudget({ name: 'daily' });
    await world.hold({ total: 400n });
    await world.putBudget({ name: 'daily', limit_picousd: '300' });
    expect(await world.windows(id)).toEqual([[0n, 400n, 100n]]);
    expect(await world.hold({ total: 1n })).toMatchObject({ isGranted: false });
    await world.putBudget({ name: 'daily', limit_picousd: '500' });
    expect(await world.hold({ total: 100n })).toMatchObject({ isGranted: true });
  });
});

describe('a hold past its time', () => {

  it('is suspect, counts in full, and is freed by no amount of time', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id });
    await world.book(adapterFinished(heldTerms(hold_id)));
    world.clock.jumpTo(pastDeadline - 2);
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'open' });
    world.clock.jumpTo(pastDeadline + 100 * 86_400_000);
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'suspect' });
    expect(await world.windows(budget)).toEqual([[reportedCost, 100n - reportedCost, 0n]]);
  });

  it('of a router that died before it sent anything is void once its journal was read past the deadline', async () => {
    await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id });
    world.clock.jumpTo(pastDeadline);
    await world.book(watermark(Witness.ROUTER, 'router-2', pastDeadline), watermark(Witness.ROUTER, 'router-1', startMs + 31_000));
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'suspect' });
    await world.book(watermark(Witness.ROUTER, 'router-1', startMs + 31_001));
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'void', reason: expect.stringContaining('journal') });
  });

  it('of a router that died is closed when its lost attempts are booked, and not before', async () => {
    const budget = await world.putBudget({ limit_picousd: '2000' });
    const hold_id = newId();
    await world.hold({ hold_id, total: 2n * bound });
    const [first, second] = [heldTerms(hold_id), heldTerms(hold_id, { number: 2 })];
    await world.book(adapterFinished(first), unknownBy(Witness.ROUTER, first), unknownBy(Witness.ROUTER, second));
    await world.book(watermark(Witness.ROUTER, 'router-1', startMs + 10_000));
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'open' });
    await world.book(adapterFinished(second));
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'closed', reason: expect.stringContaining('restarted') });
    expect(await world.windows(budget)).toEqual([[2n * reportedCost, 0n, 0n]]);
  });

  it.each([
    { name: 'while its journal has not been read past the report', owner: 'router-1', untilMs: startMs, afterMs: 59_000, state: 'open' },
    { name: 'on the word of another router', owner: 'router-2', untilMs: startMs + 50_000, afterMs: 59_000, state: 'open' },
    { name: 'once a minute has passed, where it came back by another name', owner: 'router-2', untilMs: startMs + 50_000, afterMs: 60_001, state: 'closed' },
  ])('of a router that died is $state $name', async ({ owner, untilMs, afterMs, state }) => {
    await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id, total: bound, deadline: new Date(startMs + 86_400_000) });
    const of = heldTerms(hold_id);
    await world.book(adapterFinished(of), unknownBy(Witness.ROUTER, of), watermark(Witness.ROUTER, owner, untilMs));
    world.clock.jumpTo(startMs + afterMs);
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state });
  });

  it('is not closed while a fact about its attempt is parked', async () => {
    await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    const of = heldTerms(hold_id);
    await world.book(adapterFinished(of, { startedAt: timestampFromMs(8.7e15) }));
    world.clock.jumpTo(pastDeadline);
    await world.sweep();
    await world.book(watermark(Witness.ROUTER, 'router-1', pastDeadline));
    await world.sweep();
    expect(await world.holdState(hold_id)).toMatchObject({ state: 'suspect' });
  });

  it('can be written off by a person, goes on counting, and gives way to evidence that comes after all', async () => {
    const budget = await world.putBudget();
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    expect(await world.budgets.writeOff({ id: hold_id, reason: 'lost' })).toBe('not_suspect');
    world.clock.jumpTo(pastDeadline);
    await world.sweep();
    expect(await world.budgets.holds({ tenant: 'acme', state: 'suspect' })).toMatchObject([{ id: hold_id, owner: 'router-1', budget_ids: [budget] }]);
    expect(await world.budgets.writeOff({ id: hold_id, reason: 'lost' })).toBe('written_off');
    expect(await world.budgets.writeOff({ id: hold_id, reason: 'lost' })).toBe('written_off');
    expect(await world.windows(budget)).toEqual([[bound, 0n, 0n]]);
    expect(await world.violations()).toEqual([]);
    await world.book(requestFinished([[heldTerms(hold_id), {}]]));
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n]]);
  });
});

describe('a budget set in the middle of a window', () => {
  it('counts what was booked in that window before, once, and its corrections', async () => {
    const [early, other, lost] = [terms(), terms({ payer: { tenant: 'acme', project: 'elsewhere', apiKey: 'key-2' } }), terms()];
    await world.book(adapterFinished(early), adapterFinished(other), unknownBy(Witness.ADAPTER, lost), adapterFinished(terms(), { startedAt: timestampFromMs(startMs - 86_400_000) }));
    const whole = await world.putBudget({ name: 'whole', limit_picousd: '800' });
    const web = await world.putBudget({ name: 'web', scope: 'project', scope_id: 'web' });
    expect([await world.windows(whole), await world.windows(web)]).toEqual([[[2n * reportedCost + bound, 0n, 2n * reportedCost + bound - 800n]], [[reportedCost + bound, 0n, 0n]]]);
    await world.putBudget({ name: 'whole', limit_picousd: '900' });
    await world.book(requestFinished([[lost, {}]]));
    expect(await world.windows(whole)).toEqual([[3n * reportedCost, 0n, 0n]]);
  });
});

describe('a hard budget of a new shape', () => {
  const dayMs = 86_400_000;

  it.each([
    { name: 'its window', over: { window_kind: 'month' } },
    { name: 'its zone', over: { zone: 'Europe/Berlin' } },
    { name: 'its window and zone', over: { window_kind: 'week', zone: 'Asia/Kolkata' } },
    { name: 'its scope', over: { scope: 'project', scope_id: 'web' } },
    { name: 'its scope, to a provider', over: { scope: 'provider', scope_id: 'sandbox' } },
  ])('keeps what was spent and what is held when $name changes, and settles it as before', async ({ over }) => {
    const budget = await world.putBudget({ name: 'cap' });
    const [spent, running] = [newId(), newId()];
    await world.hold({ hold_id: spent, total: bound });
    await world.book(requestFinished([[heldTerms(spent), {}]]));
    await world.hold({ hold_id: running, total: bound });
    expect(await world.putBudget({ name: 'cap', ...over })).toBe(budget);
    expect(await world.windows(budget)).toEqual([[reportedCost, bound, 0n]]);
    expect(await world.violations()).toEqual([]);
    expect(await world.hold({ total: 1_000n - reportedCost - bound + 1n })).toMatchObject({ isGranted: false, refusedBy: 'cap' });
    await world.book(requestFinished([[heldTerms(running), {}]]));
    expect(await world.holdState(running)).toMatchObject({ state: 'closed' });
    expect(await world.windows(budget)).toEqual([[2n * reportedCost, 0n, 0n]]);
  });

  it('counts in a longer window what was spent in it before, also in shorter windows that are over', async () => {
    const budget = await world.putBudget({ name: 'cap' });
    await world.book(adapterFinished(terms()));
    world.clock.jumpTo(startMs + dayMs);
    await world.book(adapterFinished(terms(), { startedAt: timestampFromMs(startMs + dayMs) }));
    await world.putBudget({ name: 'cap', window_kind: 'month' });
    expect(await world.windows(budget)).toEqual([[2n * reportedCost, 0n, 0n]]);
    await world.putBudget({ name: 'cap' });
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n]]);
  });

  it('keeps a raised hold and its first spend together', async () => {
    const budget = await world.putBudget({ name: 'cap', limit_picousd: '2000' });
    const hold_id = newId();
    await world.hold({ hold_id, total: 2n * bound });
    const [first, second] = [heldTerms(hold_id), heldTerms(hold_id, { number: 2 })];
    await world.book(adapterFinished(first));
    await world.putBudget({ name: 'cap', limit_picousd: '2000', window_kind: 'month' });
    expect(await world.windows(budget)).toEqual([[reportedCost, 2n * bound - reportedCost, 0n]]);
    await world.hold({ hold_id, total: 2n * bound + 10n });
    expect(await world.windows(budget)).toEqual([[reportedCost, 2n * bound + 10n - reportedCost, 0n]]);
    await world.book(requestFinished([[first, {}], [second, {}]]));
    expect(await world.windows(budget)).toEqual([[2n * reportedCost, 0n, 0n]]);
  });

  it('keeps a written-off hold as spend', async () => {
    const budget = await world.putBudget({ name: 'cap' });
    const hold_id = newId();
    await world.hold({ hold_id, total: bound });
    world.clock.jumpTo(pastDeadline);
    await world.sweep();
    await world.budgets.writeOff({ id: hold_id, reason: 'lost' });
    await world.putBudget({ name: 'cap', window_kind: 'month' });
    expect(await world.windows(budget)).toEqual([[bound, 0n, 0n]]);
    expect(await world.violations()).toEqual([]);
    await world.book(requestFinished([[heldTerms(hold_id), {}]]));
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n]]);
  });
});

describe('a hard budget set while work runs', () => {
  it.each([
    { name: 'the same again, after it was deleted', over: {} },
    { name: 'one for the project', over: { scope: 'project', scope_id: 'web' } },
    { name: 'one for the key', over: { scope: 'key', scope_id: 'key-1' } },
    { name: 'one for the provider', over: { scope: 'provider', scope_id: 'sandbox' } },
  ])('counts the open and suspect holds of its scope: $name', async ({ over }) => {
    const first = await world.putBudget();
    const [running, lost] = [newId(), newId()];
    await world.hold({ hold_id: lost, total: 100n, deadline: new Date(startMs) });
    world.clock.jumpTo(startMs + 70_000);
    await world.sweep();
    await world.hold({ hold_id: running, total: bound });
    await world.budgets.delete(first);
    const budget = await world.putBudget(over);
    expect(await world.windows(budget)).toEqual([[0n, bound + 100n, 0n]]);
    expect(await world.hold({ total: 201n })).toMatchObject({ isGranted: false });
    await world.book(requestFinished([[heldTerms(running), {}]]));
    expect(await world.windows(budget)).toEqual([[reportedCost, 100n, 0n]]);
  });

  it.each([
    { name: 'another project', over: { scope: 'project', scope_id: 'elsewhere' } },
    { name: 'another provider', over: { scope: 'provider', scope_id: 'other' } },
    { name: 'another tenant', over: { tenant: 'umbrella' } },
    { name: 'nothing, being soft', over: { name: 'soft', hard: false } },
  ])('leaves alone what is spent for others: $name', async ({ over }) => {
    await world.putBudget({ name: 'first' });
    await world.hold({ total: bound });
    expect(await world.windows(await world.putBudget(over))).toEqual([]);
  });

  it('counts what a soft budget did not hold when it becomes hard', async () => {
    await world.putBudget({ name: 'other' });
    const budget = await world.putBudget({ name: 'cap', hard: false });
    await world.hold({ total: bound });
    await world.putBudget({ name: 'cap', hard: true });
    expect(await world.windows(budget)).toEqual([[0n, bound, 0n]]);
  });

  it('counts by its bound an attempt without a hold that waits for its adapter, until it is booked', async () => {
    const of = terms();
    await world.book(requestFinished([[of, { evidence: Evidence.BOUND }]]), requestFinished([[terms({ payer: { tenant: 'umbrella' } }), { evidence: Evidence.BOUND }]]));
    const budget = await world.putBudget();
    expect(await world.windows(budget)).toEqual([[0n, bound, 0n]]);
    await world.book(adapterFinished(of));
    await world.sweep();
    expect(await world.windows(budget)).toEqual([[reportedCost, 0n, 0n]]);
  });

  it('misses no hold that is being taken at that moment', async () => {
    const order = { hold_id: newId(), request_id: newId(), tenant: 'acme', project: 'web', feature: '', api_key: '', provider: 'sandbox', total: '10', owner: 'router-1', deadline: new Date(startMs + 30_000) };
    let put: Promise<string> | undefined;
    await world.database.transaction(async (tx) => {
      await sql`select * from take_holds(${JSON.stringify([order])}::json, ${new Date(world.clock.now())})`.execute(tx);
      put = world.putBudget({ name: 'late' });
      // Long enough for the put to have gone through, if it did not wait.
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await world.windows(await put!)).toEqual([[0n, 10n, 0n]]);
  });
});

describe('a soft budget', () => {
  it('counts spend by the time of the attempt, and tells each threshold once', async () => {
    const budget = await world.putBudget({ hard: false, limit_picousd: '100', alert_percents: [50, 100, 200] });
    const batches = [await world.book(adapterFinished(terms())), await world.book(adapterFinished(terms())), await world.book(adapterFinished(terms()))];
    expect(batches.map(({ crossings }) => crossings.map(({ percent }) => percent))).toEqual([[50], [100], [200]]);
    expect(await world.windows(budget)).toEqual([[3n * reportedCost, 0n, 3n * reportedCost - 100n]]);
  });

  it('stops itself at its percentage, and then refuses', async () => {
    await world.putBudget({ hard: false, limit_picousd: '100', stop_percent: 60, name: 'emergency' });
    const { crossings } = await world.book(adapterFinished(terms()));
    expect(crossings).toMatchObject([{ isStop: true, percent: 60 }]);
    expect(await world.hold({ total: 1n })).toMatchObject({ isGranted: false, refusedBy: 'emergency' });
  });
});
