// Goal: budgets are set by those who may, mistakes name their field, and watchers hear of every change.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { newId, startMs } from '../testing/facts.js';
import { keyOf, offer, type Offered } from '../testing/offer.js';
import { World } from '../testing/world.js';
import { budgetsService } from './budgets-service.js';

let world: World;
let budgets: Offered<typeof Budgets>;
beforeAll(async () => {
  world = await World.open();
  budgets = offer(Budgets, budgetsService({ budgets: world.budgets, holds: world.holds, changes: world.changes }));
});
beforeEach(() => world.clear());
afterAll(async () => {
  await budgets.close();
  await world.close();
});

const finance = keyOf({ tenant: 'acme', role: 'finance' });
const daily = { tenant: 'acme', scope: 'tenant', window: 'day', limitPicousd: '1000', hard: true, name: 'daily' };
const options = { timeoutMs: 5_000 };

describe('a budget', () => {
  it('is created once, changed by its name, and told with where it stands', async () => {
    const first = await budgets.as(finance).putBudget({ budget: daily }, options);
    expect(first).toMatchObject({ changed: true, budget: { ...daily, zone: 'UTC' } });
    expect(await budgets.as(finance).putBudget({ budget: daily }, options)).toMatchObject({ changed: false, budget: { id: first.budget?.id } });
    expect(await budgets.as(finance).putBudget({ budget: { ...daily, limitPicousd: '2000' } }, options)).toMatchObject({ changed: true, budget: { id: first.budget?.id } });
    const id = newId();
    const deadline = timestampFromMs(startMs + 60_000);
    expect(await budgets.client.hold({ holdId: id, requestId: id, payer: { tenant: 'acme' }, totalPicousd: 1_500n, provider: 'any', owner: 'router-1', deadline }, options)).toMatchObject({ granted: true });
    expect((await budgets.as(finance).listBudgets({}, options)).budgets).toMatchObject([
      { budget: { limitPicousd: '2000' }, heldPicousd: '1500', postedPicousd: '0', overrunPicousd: '0', openHolds: 1, suspectHolds: 0, windowStart: timestampFromMs(Date.UTC(2026, 0, 1)), windowEnd: timestampFromMs(Date.UTC(2026, 0, 2)) },
    ]);
    expect((await budgets.as(finance).listHolds({ state: 'open' }, options)).holds).toMatchObject([{ id, amountPicousd: 1_500n, state: 'open', owner: 'router-1', budgetIds: [first.budget?.id] }]);
    await budgets.as(finance).deleteBudget({ id: first.budget?.id }, options);
    expect((await budgets.as(finance).listBudgets({}, options)).budgets).toEqual([]);
  });

  it('without a name is known by its scope and window', async () => {
    const unnamed = { ...daily, name: '' };
    const { budget } = await budgets.as(finance).putBudget({ budget: unnamed }, options);
    expect(await budgets.as(finance).putBudget({ budget: { ...unnamed, limitPicousd: '7' } }, options)).toMatchObject({ budget: { id: budget?.id, limitPicousd: '7' } });
    expect((await budgets.as(finance).putBudget({ budget: { ...unnamed, window: 'month' } }, options)).budget?.id).not.toBe(budget?.id);
  });

  it.each([
    { name: 'a tenant that is none', over: { tenant: 'Not A Tenant' }, field: 'budget.tenant' },
    { name: 'an unknown scope', over: { scope: 'planet' }, field: 'budget.scope' },
    { name: 'a project without its name', over: { scope: 'project' }, field: 'budget.scope_id' },
    { name: 'an unknown window', over: { window: 'hour' }, field: 'budget.window' },
    { name: 'a limit in dollars', over: { limitPicousd: '5.00' }, field: 'budget.limit_picousd' },
    { name: 'a negative limit', over: { limitPicousd: '-5' }, field: 'budget.limit_picousd' },
    { name: 'a zone that is none', over: { zone: 'Mars/Olympus' }, field: 'budget.zone' },
    { name: 'a threshold of nothing', over: { alertPercents: [0] }, field: 'budget.alert_percents' },
  ])('with $name is refused, naming the field', async ({ over, field }) => {
    await expect(budgets.as(keyOf({ role: 'admin' })).putBudget({ budget: { ...daily, ...over } }, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', options: { field } });
  });

  it('of another tenant is neither set nor deleted, nor is it told to exist', async () => {
    const { budget } = await budgets.as(keyOf({ role: 'admin' })).putBudget({ budget: { ...daily, tenant: 'umbrella' } }, options);
    await expect(budgets.as(finance).putBudget({ budget: { ...daily, tenant: 'umbrella' } }, options)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(budgets.as(finance).putBudget({ budget: { ...daily, id: budget?.id } }, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(budgets.as(finance).deleteBudget({ id: budget?.id }, options)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(budgets.as(keyOf({ role: 'viewer' })).putBudget({ budget: daily }, options)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});

it('a watch begins with all budgets, and sends them again at every change', async () => {
  const seen: number[] = [];
  for await (const { snapshot, budgets: all } of budgets.client.watchBudgets({}, {})) {
    expect(snapshot).toBe(true);
    seen.push(all.length);
    if (seen.length === 3) break;
    await budgets.as(finance).putBudget({ budget: { ...daily, name: `budget-${seen.length}` } }, options);
  }
  expect(seen).toEqual([0, 1, 2]);
});

it('a hold of a caller that went away is not taken', async () => {
  const id = newId();
  await budgets.as(finance).putBudget({ budget: daily }, options);
  const gone = new AbortController();
  const asked = budgets.client.hold({ holdId: id, requestId: id, payer: { tenant: 'acme' }, totalPicousd: 1n, owner: 'router-1', deadline: timestampFromMs(startMs + 60_000) }, { ...options, signal: gone.signal });
  gone.abort();
  await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
  await world.holds.close();
  expect(await world.holdState(id)).toBeUndefined();
});
