// Goal: every attempt is booked once, with the best evidence there is, whatever is delivered how often and in which order.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Evidence, Witness } from '@switchyard/proto/event/v1/usage';
import { adapterFinished, price, reportedCost, requestFinished, terms, unknownBy } from '../testing/facts.js';
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
  await world.clear();
});
afterAll(() => world.close());

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

  it('without a price version is unpriced, and its bound stands beside it', async () => {
    const of = terms({ priceVersion: 'nobody-has-it' });
    await world.tell(adapterFinished(of));
    expect(await world.entries(of.attemptId)).toMatchObject([{ status: 'unpriced', cost_picousd: null, bound_picousd: bound, note: expect.stringContaining('nobody-has-it') }]);
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
    const [good, bad, better] = [terms(), terms({ model: 'nul\0' }), terms()];
    await world.tell(adapterFinished(good), adapterFinished(bad), adapterFinished(better));
    expect(await world.parked()).toMatchObject([{ factId: `${bad.attemptId}/adapter/finished`, reason: expect.stringContaining('database') }]);
    expect((await world.entries()).map(({ attempt_id }) => attempt_id).sort()).toEqual([good.attemptId, better.attemptId].sort());
    expect(await world.reads.disposed([`${bad.attemptId}/adapter/finished`, `${good.attemptId}/adapter/finished`, 'unheard'])).toHaveLength(2);
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
