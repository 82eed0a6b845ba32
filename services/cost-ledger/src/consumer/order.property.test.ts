// Goal: what is booked in the end depends on what was witnessed, not on the order, the batches or the number of deliveries.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Evidence, Witness, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { adapterFinished, price, requestFinished, terms, unknownBy } from '../testing/facts.js';
import { World } from '../testing/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const plan = fc.record({
  input: fc.bigInt({ min: 0n, max: 100n }),
  output: fc.bigInt({ min: 0n, max: 50n }),
  adapter: fc.constantFrom('reported', 'counted', 'bound', 'unknown', 'silent'),
  router: fc.constantFrom('reported', 'bound', 'unknown', 'silent'),
  stated: fc.option(fc.bigInt({ min: 0n, max: 2_000n }), { nil: undefined }),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

function witness({ input, output, adapter, router, stated }: Plan): { attemptId: string; facts: UsageFact[]; cost: bigint | undefined } {
  const of = terms();
  const usage = { meters: { input, output } };
  const report = { evidence: Evidence.REPORTED, usage, statedChargePicousd: stated };
  const facts: UsageFact[] = [];
  if (adapter === 'reported' || adapter === 'counted') facts.push(adapterFinished(of, adapter === 'reported' ? report : { evidence: Evidence.COUNTED, usage }));
  if (adapter === 'bound') facts.push(adapterFinished(of, { evidence: Evidence.BOUND }));
  if (adapter === 'unknown') facts.push(unknownBy(Witness.ADAPTER, of));
  if (router === 'reported') facts.push(requestFinished([[of, report]]));
  if (router === 'bound') facts.push(requestFinished([[of, { evidence: Evidence.BOUND }]]));
  if (router === 'unknown') facts.push(unknownBy(Witness.ROUTER, of));
  const isExact = adapter === 'reported' || adapter === 'counted' || router === 'reported';
  const isReported = adapter === 'reported' || router === 'reported';
  const cost = isReported && stated !== undefined ? stated : isExact ? input * price.input + output * price.output : 100n * price.input + 50n * price.output;
  return { attemptId: of.attemptId, facts, cost: facts.length === 0 ? undefined : cost };
}

it('books each attempt to the amount of its best evidence, however its facts arrive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 9 }), async (plans, numbers, batchSize) => {
      await world.clear();
      const attempts = plans.map(witness);
      const random = (below: number): number => numbers.next().value % below;
      // Each fact once or more, shuffled by chance that fast-check can shrink.
      const facts = attempts.flatMap(({ facts }) => facts.flatMap((fact) => Array.from({ length: 1 + random(2) }, () => fact)));
      for (let at = facts.length - 1; at > 0; at -= 1) {
        const other = random(at + 1);
        [facts[at], facts[other]] = [facts[other]!, facts[at]!];
      }
      for (let at = 0; at < facts.length; at += batchSize) await world.book(...facts.slice(at, at + batchSize));
      const nowMs = world.clock.now();
      world.clock.jumpTo(nowMs + 600_000);
      await world.sweep();
      world.clock.jumpTo(nowMs);

      const entries = Map.groupBy(await world.entries(), ({ attempt_id }) => attempt_id);
      for (const { attemptId, cost } of attempts) {
        const booked = entries.get(attemptId);
        expect(booked?.reduce((sum, { cost_picousd }) => sum + (cost_picousd ?? 0n), 0n)).toBe(cost);
        expect(booked?.map(({ entry_no }) => entry_no)).toEqual(booked?.map((_row, index) => index + 1));
      }
      expect(await world.parked()).toEqual([]);
      expect(await world.imbalances()).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);
