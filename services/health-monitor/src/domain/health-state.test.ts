// Goal: providers and the whole follow from their routes, and counts belong to their tenant.
import { describe, expect, it } from '@jest/globals';
import { snapshotOf } from '../testing/catalog.js';
import { HealthState } from './health-state.js';

const nowMs = Date.UTC(2026, 10, 21, 12);
const route = (provider: string, model: string): string => `${provider}/${model}/-/k`;

function stateOf(wish = { models: { p: ['m', 'org/n:free'], q: ['o'] } } as Parameters<typeof snapshotOf>[0]): HealthState {
  const state = new HealthState();
  state.setCatalog(snapshotOf(wish));
  return state;
}

function call(state: HealthState, id: string, { times = 1, isFailure = false, durationMs = 100, tenant = 'acme', atMs = nowMs } = {}) {
  let changed;
  for (let time = 0; time < times; time += 1) changed = state.observe(id, { atMs, durationMs, isFailure, message: 'boom' }, { source: 'traffic', tenant, nowMs: atMs, random: () => 0.5 }) ?? changed;
  return changed;
}

describe('the state', () => {
  it('of a fresh start is healthy and unmeasured', () => {
    const status = stateOf().status('acme', nowMs);
    expect(status).toMatchObject({ overall: 'healthy', providersTotal: 2, providersActive: 2, providersHealthy: 2 });
    expect(status.providers[0]).toMatchObject({ provider: 'p', status: 'healthy', trend: 'stable', modelsAvailable: 2, requestsToday: 0n });
    expect(status.providers[0]?.figures).toBeUndefined();
    expect(status.routes.map(({ provider, model }) => [provider, model])).toEqual([['p', 'm'], ['p', 'org/n:free'], ['q', 'o']]);
  });

  it('tells of a route that fails, once, and is degraded, then critical', () => {
    const state = stateOf();
    expect(call(state, route('p', 'm'), { times: 5, isFailure: true })).toMatchObject({ route: route('p', 'm'), status: 'error', sequence: 2n });
    expect(call(state, route('p', 'm'), { isFailure: true })).toBeUndefined();
    expect(state.status('', nowMs)).toMatchObject({ overall: 'degraded', providersHealthy: 1, providers: [{ status: 'error', modelsAvailable: 1 }, { status: 'healthy' }] });
    call(state, route('q', 'o'), { times: 5, isFailure: true });
    expect(state.status('', nowMs).overall).toBe('critical');
  });

  it('does not call a provider healthy whose only call has failed', () => {
    const state = stateOf();
    expect(call(state, route('p', 'm'), { isFailure: true })).toMatchObject({ status: 'warning' });
    expect(state.status('', nowMs)).toMatchObject({ overall: 'degraded', providersHealthy: 1, providers: [{ status: 'warning', figures: { successRate: 0, lastError: 'boom' } }, { status: 'healthy' }] });
  });

  it('judges a provider by the routes that are used', () => {
    const state = stateOf();
    call(state, route('p', 'm'), { times: 5, isFailure: true });
    const later = nowMs + 6 * 60_000;
    call(state, route('p', 'org/n:free'), { times: 3, atMs: later });
    expect(state.status('', later).providers[0]?.status).toBe('healthy');
  });

  it('shows of a provider what its routes saw together, and the percentiles of the slowest', () => {
    const state = stateOf();
    call(state, route('p', 'm'), { times: 3, durationMs: 100 });
    call(state, route('p', 'org/n:free'), { times: 1, durationMs: 500 });
    call(state, route('p', 'org/n:free'), { times: 1, isFailure: true, atMs: nowMs + 1 });
    expect(state.status('', nowMs + 1).providers[0]?.figures).toMatchObject({
      attempts: 5n, failures: 1n, successRate: 0.8, meanMs: 200, p50Ms: 500, p95Ms: 500, lastError: 'boom', lastCheckSource: 'traffic',
    });
  });

  it('is critical when answers are very slow, but not for models that think', () => {
    const slow = stateOf();
    call(slow, route('p', 'm'), { durationMs: 11_000 });
    expect(slow.status('', nowMs).overall).toBe('critical');
    const thinking = stateOf({ models: { p: ['m'] }, reasoning: ['m'] });
    call(thinking, route('p', 'm'), { durationMs: 11_000 });
    expect(thinking.status('', nowMs).overall).toBe('healthy');
  });

  it('counts requests per tenant and day', () => {
    const state = stateOf();
    call(state, route('p', 'm'), { times: 3 });
    call(state, route('p', 'm'), { times: 2, tenant: 'other' });
    const requests = (tenant: string, atMs = nowMs) => state.status(tenant, atMs).providers.map(({ requestsToday }) => Number(requestsToday));
    expect([requests('acme'), requests('other'), requests('nobody'), requests('')]).toEqual([[3, 0], [2, 0], [0, 0], [5, 0]]);
    expect(requests('acme', nowMs + 13 * 3_600_000)).toEqual([0, 0]);
  });

  it('shows maintenance of a provider and of one route', () => {
    const state = stateOf();
    state.setMaintenance(new Set(['q', route('p', 'm')]));
    expect(state.status('', nowMs).routes.map(({ status }) => status)).toEqual(['maintenance', 'healthy', 'maintenance']);
  });

  it('tells the trend between the halves of the window', () => {
    const state = stateOf();
    call(state, route('p', 'm'), { times: 10, atMs: nowMs - 200_000 });
    call(state, route('p', 'm'), { times: 2, isFailure: true });
    call(state, route('p', 'm'), { times: 2 });
    expect(state.status('', nowMs).providers[0]?.trend).toBe('declining');
  });

  it('forgets routes that left the catalog', () => {
    const state = stateOf();
    call(state, route('p', 'm'), { times: 5, isFailure: true });
    state.setCatalog(snapshotOf({ models: { q: ['o'] } }));
    state.setCatalog(snapshotOf({ models: { p: ['m'] } }));
    expect(state.status('', nowMs).routes[0]?.status).toBe('healthy');
  });
});
