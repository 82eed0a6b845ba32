// Goal: on a real broker too, each attempt is booked once, through a restart of the ledger and a kill of the broker.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { connectEvents, declareStreams, type EventBus } from '@switchyard/common/events';
import { testNats } from '@switchyard/common/testing';
import { adapterFinished, reportedCost, requestFinished, terms } from '../testing/facts.js';
import { until, World } from '../testing/world.js';

let nats: Awaited<ReturnType<typeof testNats>>;
let bus: EventBus;
let world: World;
beforeAll(async () => {
  nats = await testNats();
  bus = await connectEvents({ url: nats.url, name: 'cost-ledger test' });
  await bus.ensureStreams(declareStreams());
  world = await World.open(bus);
});
afterAll(async () => {
  await world.close();
  await nats.close();
});

it('books once what is delivered through restarts of ledger and broker', async () => {
  await world.consume();
  const attempts = Array.from({ length: 60 }, () => terms());
  const publish = async (from: number, to: number): Promise<void> => {
    for (const of of attempts.slice(from, to)) await world.publish(adapterFinished(of), requestFinished([[of, {}]]));
  };
  await publish(0, 20);
  // In the middle of reading, and again while more is published.
  await world.consume();
  await Promise.all([publish(20, 40), world.consume()]);
  nats.kill();
  await nats.exited;
  await nats.restart();
  await until(() => bus.connected);
  await publish(40, 60);
  await until(async () => (await world.entries()).length === 60, 20_000);
  const entries = await world.entries();
  expect(new Set(entries.map(({ attempt_id }) => attempt_id))).toEqual(new Set(attempts.map(({ attemptId }) => attemptId)));
  expect(entries.every(({ cost_picousd }) => cost_picousd === reportedCost)).toBe(true);
  expect(await world.imbalances()).toEqual([]);
  await world.stopConsuming();
}, 60_000);
