// node services/e2e/dist/load/main.js: a mixed load against the run of this checkout, then bill against ledger.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { RunFile } from '../cluster/local-cluster.js';
import { settledComparison } from '../scenarios/settle.js';
import { planLoad } from './plan.js';
import { runLoad } from './run-load.js';
import { summarize } from './summarize.js';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '2000' }, concurrency: { type: 'string', default: '32' }, seed: { type: 'string', default: '1' }, faults: { type: 'string', default: '0.05' }, cancels: { type: 'string', default: '0.05' }, run: { type: 'string', default: '.switchyard/run.json' } },
});
const run = JSON.parse(readFileSync(values.run, 'utf8')) as RunFile;
await fetch(`${run.sandbox}/bill`, { method: 'DELETE' });
const from = new Date();
const plan = planLoad({ seed: Number(values.seed), requests: Number(values.requests), faultShare: Number(values.faults), cancelShare: Number(values.cancels), models: ['quick', 'careful', 'quick-us'] });
const startedAtMs = Date.now();
const sent = await runLoad({ doors: [run.grpc], apiKey: run.apiKey, plan, concurrency: Number(values.concurrency), timeoutMs: 5_000 });
process.stdout.write(`${summarize(sent, Date.now() - startedAtMs).join('\n')}\n`);
const comparison = await settledComparison({ run: () => run, from, waitMs: 60_000 });
process.stdout.write(`matched ${comparison.matched}, estimated ${comparison.estimated.length}, bill ${comparison.billPicoUsd}, ledger ${comparison.ledgerPicoUsd}, faults ${comparison.faults.length}\n`);
for (const fault of comparison.faults.slice(0, 20)) process.stdout.write(`  ${fault}\n`);
process.exit(comparison.faults.length === 0 ? 0 : 1);
