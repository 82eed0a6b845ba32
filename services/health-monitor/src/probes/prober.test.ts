// Goal: only idle routes are probed, by one of two replicas, within the cap, and by nobody without Postgres.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttemptTerms } from '@switchyard/proto/event/v1/usage';
import type { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import type { Client } from '@switchyard/common/grpc';
import { migrate, openDatabase, sql, type Database } from '@switchyard/common/postgres';
import { createLogger } from '@switchyard/common/telemetry';
import { testPostgres, type TestPostgres } from '@switchyard/common/testing';
import { HealthState } from '../domain/health-state.js';
import { probeCostPerDayPicoUsd } from '../limits.js';
import { HealthStore, type HealthTables } from '../store/health-store.js';
import { migrations } from '../store/migrations.js';
import { snapshotOf, type CatalogWish } from '../testing/catalog.js';
import { startProber } from './prober.js';

const lookEveryMs = 15;
const intervalMs = 300_000;
const logger = createLogger({ service: 'test', level: 'silent' });

let postgres: TestPostgres;
let database: Database<HealthTables>;
beforeAll(async () => {
  postgres = await testPostgres();
  database = open();
  await migrate(database, migrations);
});
afterAll(async () => {
  await database.close();
  await postgres.close();
});

let nowMs: number;
let probed: AttemptTerms[];
let closers: (() => Promise<void>)[];
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 21, 12);
  probed = [];
  closers = [];
  await database.db.deleteFrom('probe_spend').execute();
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

const open = (url = postgres.url) => openDatabase<HealthTables>({ url, schema: 'health', applicationName: 'health-test' });
const looks = (count: number) => new Promise((resolve) => setTimeout(resolve, count * lookEveryMs));

function start(wish: CatalogWish, over: { adapter?: (signal: AbortSignal) => Promise<never>; database?: Database<HealthTables> } = {}): HealthState {
  const state = new HealthState();
  const snapshot = snapshotOf(wish);
  state.setCatalog(snapshot);
  const probe = async ({ terms }: { terms: AttemptTerms }, { signal }: { signal: AbortSignal }) => {
    probed.push(terms);
    return over.adapter === undefined ? {} : over.adapter(signal);
  };
  const used = over.database ?? database;
  const prober = startProber({ state, store: new HealthStore(used), database: used, adapter: { probe } as unknown as Client<typeof ProviderAdapter>, snapshot: () => snapshot, logger, now: () => nowMs, lookEveryMs });
  closers.push(() => prober.close());
  return state;
}

/** One replica has the lock and has begun to look. */
async function leading(): Promise<void> {
  const held = () => sql<{ count: bigint }>`select count(*) as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(database.db);
  for (let turn = 0; turn < 400 && (await held()).rows[0]?.count !== 1n; turn += 1) await looks(1);
  expect((await held()).rows[0]?.count).toBe(1n);
  await looks(3);
}

async function until(isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 400 && !isSo(); turn += 1) await looks(1);
  expect(isSo()).toBe(true);
}

describe('the prober', () => {
  it('probes routes that were idle for their interval, once, with terms that can be booked', async () => {
    const state = start({ models: { p: ['idle', 'busy', 'off'] }, disabled: ['off'] });
    await leading();
    expect(probed).toEqual([]);
    nowMs += intervalMs;
    state.observe('p/busy/-/k', { atMs: nowMs, durationMs: 1, isFailure: false, message: '' }, { source: 'traffic', tenant: 'acme', nowMs, random: () => 0 });
    await until(() => probed.length === 1);
    await looks(4);
    expect(probed).toMatchObject([{ model: 'idle', provider: 'p', credentialId: 'k', payer: { tenant: 'switchyard' }, priceVersion: 'price-idle', catalogRevision: 3n, number: 1 }]);
    expect(probed[0]?.boundPicousd).toBeGreaterThan(0n);
  });

  it('that hears nothing of its probe waits for the interval all the same', async () => {
    start({ models: { p: ['idle'] } }, { adapter: () => Promise.reject(new Error('away')) });
    await leading();
    nowMs += intervalMs;
    await until(() => probed.length === 1);
    await looks(8);
    expect(probed).toHaveLength(1);
    nowMs += intervalMs;
    await until(() => probed.length === 2);
  });

  it('is one of two replicas', async () => {
    const other = open();
    closers.push(() => other.close());
    start({ models: { p: ['a', 'b'] } });
    start({ models: { p: ['a', 'b'] } }, { database: other });
    await leading();
    nowMs += intervalMs;
    await until(() => probed.length >= 2);
    await looks(10);
    expect(probed.map(({ model }) => model).toSorted()).toEqual(['a', 'b']);
  });

  it('hands over when the leader ends', async () => {
    const other = open();
    closers.push(() => other.close());
    start({ models: { p: ['a'] } });
    await looks(6);
    start({ models: { p: ['a'] } }, { database: other });
    await closers.splice(1, 1)[0]?.();
    await leading();
    nowMs += intervalMs;
    await until(() => probed.length === 1);
  });

  it('does nothing without Postgres', async () => {
    const gone = open('postgres://nobody:x@127.0.0.1:9/none');
    closers.push(() => gone.close());
    start({ models: { p: ['a'] } }, { database: gone });
    await looks(4);
    nowMs += intervalMs;
    await looks(8);
    expect(probed).toEqual([]);
  });

  it('leaves out what has no price, and stops at the cap of the day', async () => {
    const perProbe = probeCostPerDayPicoUsd / 3n;
    // A probe's bound is 256 + 16 tokens.
    start({ models: { p: ['a', 'b', 'c', 'd', 'free'] }, unpriced: ['free'], picoUsdPerToken: perProbe / 272n });
    await leading();
    nowMs += intervalMs;
    await until(() => probed.length === 3);
    await looks(6);
    expect(probed.map(({ model }) => model)).toEqual(['a', 'b', 'c']);
  });

  it('ends at once, also while a probe is open', async () => {
    start({ models: { p: ['a', 'b', 'c'] } }, { adapter: (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))) });
    await leading();
    nowMs += intervalMs;
    await until(() => probed.length === 1);
    const startMs = performance.now();
    await closers.pop()?.();
    expect(performance.now() - startMs).toBeLessThan(1000);
    expect(probed).toHaveLength(1);
  });
});

describe('the daily cap', () => {
  it('is never exceeded, by any probes at the same time', async () => {
    const store = new HealthStore(database);
    let provider = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt({ min: 1n, max: 400n }), { minLength: 1, maxLength: 12 }), async (bounds) => {
        provider += 1;
        const granted = await Promise.all(bounds.map((boundPicoUsd) => store.reserveProbe({ provider: `p${provider}`, boundPicoUsd, capPicoUsd: 1000n })));
        const sum = bounds.filter((_bound, index) => granted[index]).reduce((total, bound) => total + bound, 0n);
        expect(sum).toBeLessThanOrEqual(1000n);
        expect(granted.includes(true)).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(await store.reserveProbe({ provider: 'dear', boundPicoUsd: 1001n, capPicoUsd: 1000n })).toBe(false);
  });
});
