// Goal: whatever concurrent callers do and in whatever order evidence arrives, spend and holds never exceed a hard limit,
// and every hold ends closed, void or suspect. The same arithmetic is tried as a pure model, then on the real database.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Evidence, Witness, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { reserveOf } from '../domain/hold-arithmetic.js';
import { adapterFinished, newId, reported, requestFinished, terms, unknownBy } from '../testing/facts.js';
import { World } from '../testing/world.js';

describe('the reserve of a hold', () => {
  it('never lets spend and reserve fall below what may still be billed', () => {
    const attempt = fc.record({ bound: fc.bigInt({ min: 0n, max: 1_000n }), part: fc.integer({ min: 0, max: 100 }), isBooked: fc.boolean() });
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 1, maxLength: 8 }), (attempts) => {
        // The router asks for what is certain of earlier attempts, or their bounds, and the bound of the next.
        const costs = attempts.map(({ bound, part }) => (bound * BigInt(part)) / 100n);
        const asked = attempts.map(({ bound }, index) => costs.slice(0, index).reduce((sum, cost) => sum + cost, 0n) + bound);
        const amountPicoUsd = asked.reduce((most, total) => (total > most ? total : most), 0n);
        const spentPicoUsd = attempts.reduce((sum, { isBooked }, index) => (isBooked ? sum + costs[index]! : sum), 0n);
        const reserve = reserveOf({ amountPicoUsd, spentPicoUsd, isClosed: false });
        const last = attempts.length - 1;
        const stillPossible = attempts.reduce((sum, { bound, isBooked }, index) => sum + (isBooked || index < last ? costs[index]! : bound), 0n);
        expect(spentPicoUsd + reserve).toBeGreaterThanOrEqual(attempts[last]!.isBooked ? spentPicoUsd : stillPossible);
        expect(reserveOf({ amountPicoUsd, spentPicoUsd, isClosed: true })).toBe(0n);
      }),
      { numRuns: 1_000 },
    );
  });
});

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** How one caller's request goes: the witnesses' words about each attempt, and who tells what. */
const attemptPlan = fc.record({
  input: fc.bigInt({ min: 0n, max: 100n }),
  output: fc.bigInt({ min: 0n, max: 50n }),
  witness: fc.constantFrom('both', 'adapter', 'adapter_unknown', 'router'),
  provider: fc.constantFrom('one', 'two'),
});
const requestPlan = fc.record({
  attempts: fc.array(attemptPlan, { maxLength: 3 }),
  isEnded: fc.boolean(),
  project: fc.constantFrom('web', 'app'),
  isShuffled: fc.boolean(),
});
type RequestPlan = typeof requestPlan extends fc.Arbitrary<infer T> ? T : never;

async function runRequest({ attempts, isEnded, project, isShuffled }: RequestPlan, rounds: UsageFact[][]): Promise<void> {
  const holdId = newId();
  const told: UsageFact[] = [];
  const words: Parameters<typeof requestFinished>[0][number][] = [];
  let asked = 0n;
  for (const { input, output, witness, provider } of attempts) {
    const of = terms({ requestId: holdId, holdId, number: words.length + 1, provider, payer: { tenant: 'acme', project, feature: '', apiKey: 'key-1' } });
    asked += of.boundPicousd ?? 0n;
    const { isGranted } = await world.hold({ hold_id: holdId, project, feature: '', provider, total: asked });
    if (!isGranted) break;
    const exact = { ...reported, usage: { meters: { input, output } } };
    if (witness === 'both' || witness === 'adapter') told.push(adapterFinished(of, exact));
    if (witness === 'adapter_unknown') told.push(unknownBy(Witness.ADAPTER, of));
    words.push([of, witness === 'both' || witness === 'router' ? exact : { evidence: Evidence.BOUND }]);
  }
  if (isEnded) told.push(requestFinished(words, { requestId: holdId, holdId: words.length === 0 ? '' : holdId }));
  rounds.push(isShuffled ? told.reverse() : told);
}

it('keeps spend and holds within hard limits among concurrent callers, and ends every hold', async () => {
  let granted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(requestPlan, { minLength: 4, maxLength: 24 }), fc.bigInt({ min: 0n, max: 6_000n }), async (requests, limit) => {
      await world.clear();
      const wide = await world.putBudget({ name: 'wide', limit_picousd: limit.toString() });
      const narrow = await world.putBudget({ name: 'narrow', scope: 'project', scope_id: 'web', limit_picousd: (limit / 2n).toString() });
      const provider = await world.putBudget({ name: 'provider', scope: 'provider', scope_id: 'two', limit_picousd: (limit / 3n).toString() });
      const rounds: UsageFact[][] = [];
      const callers = Promise.all(requests.map((request) => runRequest(request, rounds)));
      // Booking goes on while others ask.
      while (rounds.length < requests.length) {
        await world.book(...rounds.flatMap((round) => round.splice(0, 1)));
        expect(await world.violations()).toEqual([]);
      }
      await callers;
      for (const round of rounds) if (round.length > 0) await world.book(...round);
      const windows = [...(await world.windows(wide)), ...(await world.windows(narrow)), ...(await world.windows(provider))];
      for (const [, , overrun] of windows) expect(overrun).toBe(0n);
      granted += (await world.windows(wide)).length;

      world.clock.jumpTo(world.clock.now() + 120_000);
      await world.sweep();
      expect(await world.violations()).toEqual([]);
      const rows = await world.database.db.selectFrom('holds').select(['id', 'state', 'attempt_ids']).execute();
      const pending = new Set((await world.database.db.selectFrom('pending_attempts').select('hold_id').execute()).map(({ hold_id }) => hold_id));
      for (const { id, state, attempt_ids } of rows) expect(state === 'suspect').toBe(attempt_ids === null || pending.has(id));
      for (const { state } of rows) expect(['closed', 'void', 'suspect']).toContain(state);
    }),
    { numRuns: 20 },
  );
  expect(granted).toBeGreaterThan(5);
}, 60_000);

it('lets exactly as many callers through as the limit has room for, however many ask at once', async () => {
  await world.clear();
  const budget = await world.putBudget({ limit_picousd: '1050' });
  const verdicts = await Promise.all(Array.from({ length: 64 }, () => world.hold({ total: 100n })));
  expect(verdicts.filter(({ isGranted }) => isGranted)).toHaveLength(10);
  expect(await world.windows(budget)).toEqual([[0n, 1_000n, 0n]]);
});
