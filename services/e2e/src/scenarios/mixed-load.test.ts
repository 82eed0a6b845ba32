// Goal: with real NATS and Postgres and every service its own process, the ledger equals the vendor's bill call by call,
// whatever the vendor and the callers do.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';
import type { Comparison } from '../compare/compare.js';
import { faults, planLoad } from '../load/plan.js';
import { runLoad, type Sent } from '../load/run-load.js';
import { summarize } from '../load/summarize.js';
import { unexplainedEstimates } from './estimates.js';
import { settledComparison } from './settle.js';

const requests = 2000;

let cluster: LocalCluster;
let sent: Sent[];
let comparison: Comparison;

beforeAll(async () => {
  cluster = await startLocalCluster({ routers: 2, adapters: 2, env: { LEDGER_WITNESS_WAIT_MS: '8000' } });
  const { apiKey, sandbox, services } = cluster.run();
  await fetch(`${sandbox}/bill`, { method: 'DELETE' });
  const from = new Date();
  const plan = planLoad({ seed: 3, requests, faultShare: 0.05, cancelShare: 0.05, models: ['quick', 'careful', 'quick-us'] });
  const startedAtMs = Date.now();
  sent = await runLoad({ doors: [services['router-1'] ?? '', services['router-2'] ?? ''], apiKey, plan, concurrency: 32, timeoutMs: 5_000 });
  process.stdout.write(`${summarize(sent, Date.now() - startedAtMs).join('\n')}\n`);
  comparison = await settledComparison({ run: () => cluster.run(), from, waitMs: 60_000 });
  process.stdout.write(`matched ${comparison.matched}, estimated ${comparison.estimated.length}, bill ${comparison.billPicoUsd}, ledger ${comparison.ledgerPicoUsd}\n`);
}, 240_000);

afterAll(async () => cluster?.stop(), 90_000);

describe('two thousand mixed requests through two routers and two adapters', () => {
  it('had every kind of fault among them', () => {
    expect(new Set(sent.flatMap(({ planned }) => (planned.fault === undefined ? [] : [planned.fault.name])))).toEqual(new Set(faults.map(({ name }) => name)));
    expect(sent.filter(({ planned }) => planned.isCancelled).length).toBeGreaterThan(requests * 0.03);
  });

  it('are booked as the vendor billed them, call by call', () => {
    expect(comparison.faults).toEqual([]);
    expect(comparison.matched).toBeGreaterThanOrEqual(1800);
  });

  it('are estimated only where the plan took the report away', () => {
    expect(unexplainedEstimates(comparison, sent, [])).toEqual([]);
    expect(comparison.estimated.length).toBeGreaterThan(0);
  });

  it('were answered wherever nothing was planned to go wrong', () => {
    const spared = sent.filter(({ planned }) => planned.fault === undefined && !planned.isCancelled);
    expect(spared.filter(({ isAnswered }) => !isAnswered).map(({ error }) => error)).toEqual([]);
  });
});
