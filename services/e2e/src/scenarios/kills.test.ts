// Goal: whatever process is killed whenever, every call that the vendor billed is booked once: exactly if a report of it
// survived, else once as an estimate that is not below the bill.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { killInTurn, type Kill } from '../chaos/kills.js';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';
import type { Comparison } from '../compare/compare.js';
import { planLoad } from '../load/plan.js';
import { runLoad, type Sent } from '../load/run-load.js';
import { unexplainedEstimates } from './estimates.js';
import { settledComparison } from './settle.js';

const timesEach = 3;
const requests = 2400;
const requestsPerSecond = 28;
/** Short, so that what only a router knows is estimated within the test. */
const witnessWaitMs = 8_000;
/** After its process is there, a part needs this long until it answers. */
const restartMs = 4_000;

let cluster: LocalCluster;
let kills: Kill[];
let sent: Sent[];
let comparison: Comparison;

beforeAll(async () => {
  cluster = await startLocalCluster({ env: { LEDGER_WITNESS_WAIT_MS: String(witnessWaitMs) } });
  const { grpc, apiKey, sandbox } = cluster.run();
  await fetch(`${sandbox}/bill`, { method: 'DELETE' });
  const from = new Date();
  const plan = planLoad({ seed: 11, requests, faultShare: 0.05, cancelShare: 0.05, models: ['quick', 'careful', 'quick-us'] });
  const isOver = new AbortController();
  const load = runLoad({ doors: [grpc], apiKey, plan, concurrency: 32, timeoutMs: 5_000, requestsPerSecond }).finally(() => isOver.abort());
  kills = await killInTurn({ run: () => cluster.run(), seed: 5, times: timesEach, signal: isOver.signal, onKill: ({ victim, atStake, killedAtMs, backAtMs }) => process.stdout.write(`killed ${victim} with ${atStake} at stake, back after ${backAtMs - killedAtMs} ms\n`) });
  sent = await load;
  comparison = await settledComparison({ run: () => cluster.run(), from, waitMs: 60_000 });
  process.stdout.write(`matched ${comparison.matched}, estimated ${comparison.estimated.length}, bill ${comparison.billPicoUsd}, ledger ${comparison.ledgerPicoUsd}\n`);
}, 300_000);

afterAll(async () => cluster?.stop(), 90_000);

describe('killing every part of a run under load', () => {
  it('happened as planned, each time with something at stake', () => {
    expect(Object.fromEntries([...Map.groupBy(kills, ({ victim }) => victim)].map(([victim, those]) => [victim, those.length]))).toEqual({
      'router-1': timesEach, 'provider-adapter-1': timesEach, 'cost-ledger': timesEach, nats: timesEach, postgres: timesEach,
    });
    expect(kills.every(({ atStake }) => atStake >= 1)).toBe(true);
  });

  it('loses nothing, doubles nothing, and books no amount that differs from the bill', () => {
    expect(comparison.faults).toEqual([]);
    expect(comparison.matched).toBeGreaterThanOrEqual(1800);
  });

  it('estimates only what the plan took the report from, or what was in flight at a kill of router or adapter', () => {
    expect(unexplainedEstimates(comparison, sent, kills.filter(({ victim }) => victim === 'router-1' || victim === 'provider-adapter-1'))).toEqual([]);
  });

  it('leaves at least 95 % of the requests that no kill met answered', () => {
    const calm = sent.filter(({ planned, startedAtMs, endedAtMs }) => planned.fault === undefined && !planned.isCancelled && !kills.some((kill) => startedAtMs < kill.backAtMs + restartMs && endedAtMs > kill.killedAtMs));
    const answered = calm.filter(({ isAnswered }) => isAnswered);
    process.stdout.write(`${answered.length} of ${calm.length} calm requests answered; ${sent.filter(({ isAnswered }) => isAnswered).length} of ${sent.length} in all\n`);
    expect(calm.length).toBeGreaterThan(100);
    expect(answered.length / calm.length).toBeGreaterThanOrEqual(0.95);
  });
});
