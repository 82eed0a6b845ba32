// Goal: who may see and set what, that watchers hear of changes, and that maintenance lasts and reaches other replicas.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Health } from '@switchyard/proto/health/v1/health_service';
import { Reason } from '@switchyard/common/errors';
import { Changes, clientOf, openTransport, serveGrpc, type Client } from '@switchyard/common/grpc';
import type { KeyPrincipal, Role } from '@switchyard/common/identity';
import { migrate, openDatabase, type Database } from '@switchyard/common/postgres';
import { createLogger } from '@switchyard/common/telemetry';
import { testPostgres, type TestPostgres } from '@switchyard/common/testing';
import { HealthState } from '../domain/health-state.js';
import { followMaintenance } from '../store/follow-maintenance.js';
import { HealthStore, type HealthTables } from '../store/health-store.js';
import { migrations } from '../store/migrations.js';
import { snapshotOf } from '../testing/catalog.js';
import { healthService } from './health-handlers.js';

const key = (role: Role, tenant = 'acme'): KeyPrincipal => ({ kind: 'key', keyId: 'k1', tenant, project: '', role, models: [], passthrough: false });
const as = (role: Role, tenant?: string) => ({ timeoutMs: 5_000, onBehalfOf: key(role, tenant) });
const route = 'p/m/-/k';

let postgres: TestPostgres;
let database: Database<HealthTables>;
let store: HealthStore;
beforeAll(async () => {
  postgres = await testPostgres();
  database = openDatabase<HealthTables>({ url: postgres.url, schema: 'health', applicationName: 'health-test' });
  await migrate(database, migrations);
  store = new HealthStore(database);
});
afterAll(async () => {
  await database.close();
  await postgres.close();
});

let state: HealthState;
let changes: Changes;
let health: Client<typeof Health>;
let server: Awaited<ReturnType<typeof serveGrpc>>;
beforeEach(async () => {
  await database.db.deleteFrom('maintenance').execute();
  state = new HealthState();
  state.setCatalog(snapshotOf({ models: { p: ['m'], q: ['n'] } }));
  changes = new Changes();
  const name = `health-${Math.random()}`;
  server = await serveGrpc({ name, services: [healthService({ state, store, changes, now: Date.now })], listeners: [], offerInProcess: true, onFailure: () => {} });
  health = clientOf(Health, openTransport({ address: `inprocess:${name}`, as: 'console' }));
});
afterEach(() => server.close());

function fail(times: number, tenant = 'acme'): void {
  for (let time = 0; time < times; time += 1) state.observe(route, { atMs: Date.now(), durationMs: 1, isFailure: true, message: 'boom' }, { source: 'traffic', tenant, nowMs: Date.now(), random: () => 0 });
}

describe('the status', () => {
  it('counts for the asking tenant; admins and services see all', async () => {
    fail(2);
    fail(1, 'other');
    const today = async (options: Parameters<typeof health.getStatus>[1], tenant = '') => (await health.getStatus({ tenant }, options)).providers[0]?.requestsToday;
    expect([await today(as('viewer')), await today(as('viewer', 'other')), await today(as('admin')), await today(as('admin'), 'other'), await today({ timeoutMs: 5_000 })]).toEqual([2n, 1n, 3n, 1n, 3n]);
    await expect(health.getStatus({ tenant: 'other' }, as('viewer'))).rejects.toMatchObject({ reason: Reason.PERMISSION_DENIED, options: { field: 'tenant' } });
    await expect(health.getStatus({}, as('caller'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('is watched: all at the start, then only what changed, with the tenant\'s counts', async () => {
    const gone = new AbortController();
    const frames = health.watchStatus({}, { onBehalfOf: key('viewer'), signal: gone.signal })[Symbol.asyncIterator]();
    expect((await frames.next()).value).toMatchObject({ snapshot: true, overall: 'healthy', routes: [{ route }, { route: 'q/n/-/k' }] });
    fail(5);
    changes.notify();
    const second = (await frames.next()).value;
    expect(second).toMatchObject({ snapshot: false, overall: 'degraded', routes: [{ route, status: 'error' }], providers: [{ provider: 'p', status: 'error', requestsToday: 5n }, { provider: 'q' }] });
    expect(second?.routes).toHaveLength(1);
    gone.abort();
    await frames.next().catch(() => {});
  });
});

describe('a model for one tenant alone', () => {
  it('has no routes for others', async () => {
    const snapshot = snapshotOf({ models: { p: ['m'], q: ['n'] } });
    for (const model of snapshot.models) if (model.name === 'n') model.visibleTo.push('other');
    state.setCatalog(snapshot);
    const seen = async (tenant: string) => (await health.getStatus({}, as('viewer', tenant))).routes.map((status) => status.route);
    expect([await seen('acme'), await seen('other')]).toEqual([[route], [route, 'q/n/-/k']]);
  });
});

describe('maintenance', () => {
  it('is not for operators of one tenant: all share the providers', async () => {
    await expect(health.setMaintenance({ provider: 'p', maintenance: true, reason: 'mine' }, as('operator'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('is set and ended by operators, for a provider or a route, and lasts', async () => {
    await health.setMaintenance({ provider: 'p', maintenance: true, reason: 'upgrade' }, as('operator', 'switchyard'));
    await health.setMaintenance({ provider: 'q', route: 'q/n/-/k', maintenance: true, reason: 'upgrade' }, as('operator', 'switchyard'));
    expect((await health.getStatus({}, as('viewer'))).routes.map(({ status }) => status)).toEqual(['maintenance', 'maintenance']);
    expect(await store.maintenance()).toEqual(new Set(['p', 'q/n/-/k']));
    await health.setMaintenance({ provider: 'p', maintenance: true, reason: 'again' }, as('admin'));
    await health.setMaintenance({ provider: 'p', maintenance: false }, as('operator', 'switchyard'));
    expect((await health.getStatus({}, as('viewer'))).routes.map(({ status }) => status)).toEqual(['healthy', 'maintenance']);
  });

  it.each([
    { name: 'a provider that is none', request: { provider: 'z', maintenance: true }, field: 'provider' },
    { name: 'a route of another provider', request: { provider: 'p', route: 'q/n/-/k', maintenance: true }, field: 'route' },
  ])('is refused for $name', async ({ request, field }) => {
    await expect(health.setMaintenance(request, as('operator', 'switchyard'))).rejects.toMatchObject({ reason: Reason.UNKNOWN_PROVIDER, options: { field } });
    expect(await store.maintenance()).toEqual(new Set());
  });

  it('is not for viewers', async () => {
    await expect(health.setMaintenance({ provider: 'p', maintenance: true }, as('viewer'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('set at one replica is seen at the others', async () => {
    const seen: string[][] = [];
    const heard = Promise.withResolvers<void>();
    const following = followMaintenance({
      store, known: new Set(), logger: createLogger({ service: 'test', level: 'silent' }), everyMs: 10,
      onChanged: (entries) => {
        seen.push([...entries]);
        heard.resolve();
      },
    });
    await health.setMaintenance({ provider: 'p', maintenance: true }, as('operator', 'switchyard'));
    await heard.promise;
    following.close();
    expect(seen).toEqual([['p']]);
  });
});
