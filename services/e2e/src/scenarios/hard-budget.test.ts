// Goal: a hard budget admits exactly what fits, whoever asks how often at once, and every hold is closed by evidence.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, isSwitchyardError, Reason, type SwitchyardClient } from '@switchyard/client';
import { gatewayTransport } from '@switchyard/cli/gateway-transport';
import { clientOf } from '@switchyard/common/grpc';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import type { Hold } from '@switchyard/proto/ledger/v1/budget';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';

/** Every call is made to cost this: 1000 tokens in at 0.25 USD and 500 out at 2 USD per million. */
const costPicoUsd = 1_000n * 250_000n + 500n * 2_000_000n;
const directive = { output_tokens: 500, usage: { input_tokens: 1000, output_tokens: 500 }, delay_ms: 20 };
const callers = 64;
const fits = 100;

let cluster: LocalCluster;

beforeAll(async () => {
  cluster = await startLocalCluster({ env: { LEDGER_WITNESS_WAIT_MS: '60000', HOLD_SUSPECT_AFTER_MS: '1000' } });
}, 120_000);

afterAll(async () => cluster?.stop(), 90_000);

function manage() {
  const { console, adminKey } = cluster.run();
  const transport = gatewayTransport({ address: console, key: adminKey });
  return { access: clientOf(Access, transport), budgets: clientOf(Budgets, transport) };
}

const options = { timeoutMs: 10_000 };

/** What one call reserves, as the router's own plan says. */
async function holdOf(client: SwitchyardClient): Promise<bigint> {
  const { decision } = await client.explainPlan({ ...request() }, options);
  return decision?.candidates[0]?.boundPicousd ?? 0n;
}

function request(more: object = {}) {
  return { model: 'quick', prompt: `${'x'.repeat(800)} [[sandbox ${JSON.stringify({ ...directive, ...more })}]]`, parameters: { maxOutputTokens: 500 }, allowFallbacks: false };
}

async function tenantWithBudget(name: string, limitPicoUsd: (hold: bigint) => bigint) {
  const { access, budgets } = manage();
  await access.putTenant({ tenant: { name, enabled: true } }, options);
  const { key } = await access.createApiKey({ name: 'load', tenant: name, role: 'caller' }, options);
  const client = createClient({ address: cluster.run().grpc, apiKey: key });
  await until(async () => client.listModels(options).then(() => true, () => false));
  const hold = await holdOf(client);
  const limit = limitPicoUsd(hold);
  await budgets.putBudget({ budget: { name: 'hard', tenant: name, window: 'month', limitPicousd: limit.toString(), hard: true, scope: 'tenant' } }, options);
  // The routers hear of the budget by watch.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return { key, client, hold, limit };
}

async function stateOf(tenant: string) {
  const { budgets } = await manage().budgets.listBudgets({ tenant }, options);
  const state = budgets[0];
  return { spent: BigInt(state?.postedPicousd ?? '0'), held: BigInt(state?.heldPicousd ?? '0'), open: state?.openHolds ?? 0, suspect: state?.suspectHolds ?? 0 };
}

async function suspectsOf(tenant: string): Promise<readonly Hold[]> {
  return (await manage().budgets.listHolds({ tenant, state: 'suspect' }, options)).holds;
}

/** All that the vendor would charge so far. */
async function billTotal(): Promise<bigint> {
  const answer = await fetch(`${cluster.run().sandbox}/bill`);
  return BigInt(((await answer.json()) as { total_picousd: string }).total_picousd);
}

async function until(look: () => Promise<boolean>, waitMs = 15_000): Promise<boolean> {
  const giveUpAtMs = Date.now() + waitMs;
  while (!(await look())) {
    if (Date.now() > giveUpAtMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

describe('a hard budget of 99 costs and one hold', () => {
  it('lets exactly 100 of 64 callers succeed, spends no more than its limit, and ends without an open hold', async () => {
    const { client, hold, limit } = await tenantWithBudget('exact', (hold) => 99n * costPicoUsd + hold);
    let succeeded = 0;
    const worker = async (): Promise<void> => {
      for (;;) {
        try {
          await client.generate(request(), options);
          succeeded += 1;
        } catch (error) {
          if (!isSwitchyardError(error)) throw error;
          if (error.reason === Reason.BUDGET_UNAVAILABLE) continue;
          expect(error.reason).toBe(Reason.BUDGET_EXCEEDED);
          // A refusal is final only when nothing is reserved and what is left holds no further call: until then room may come back.
          const { open, spent } = await stateOf('exact');
          if (open === 0 && spent + hold > limit) return;
        }
      }
    };
    await Promise.all(Array.from({ length: callers }, worker));
    client.close();
    expect(await until(async () => (await stateOf('exact')).open === 0, 5_000)).toBe(true);
    const { spent, held } = await stateOf('exact');
    process.stdout.write(`${succeeded} succeeded, spent ${spent} of ${limit}, held ${held}\n`);
    expect(succeeded).toBe(fits);
    expect(spent).toBe(BigInt(fits) * costPicoUsd);
    expect(spent <= limit).toBe(true);
    expect(held).toBe(0n);
  }, 180_000);

  it('is kept with a fifth of the calls cancelled and the router killed, and what it left open is listed, then closed by evidence', async () => {
    const billBefore = await billTotal();
    const { key, client, limit } = await tenantWithBudget('killed', (hold) => 400n * costPicoUsd + hold);
    let next = 0;
    let isOver = false;
    let over = 0;
    const worker = async (): Promise<void> => {
      while (!isOver) {
        const index = next++;
        const abort = new AbortController();
        if (index % 5 === 0) setTimeout(() => abort.abort(), 15);
        await client.generate(request({ delay_ms: 150 }), { timeoutMs: 5_000, signal: abort.signal }).catch(() => new Promise((resolve) => setTimeout(resolve, 100)));
        const { spent, held } = await stateOf('killed').catch(() => ({ spent: 0n, held: 0n }));
        if (spent + held > limit) over += 1;
      }
    };
    const working = Promise.all(Array.from({ length: 32 }, worker));
    expect(await until(async () => (await stateOf('killed')).spent > 0n, 30_000)).toBe(true);
    // The adapter is silent for a while: the killed router's holds are past their time before the evidence is there.
    const adapter = cluster.run().pids['provider-adapter-1'] ?? 0;
    process.kill(adapter, 'SIGSTOP');
    expect(await until(async () => (await stateOf('killed')).open >= 8, 30_000)).toBe(true);
    process.kill(cluster.run().pids['router-1'] ?? 0, 'SIGKILL');
    let listed: readonly Hold[] = [];
    expect(await until(async () => (listed = await suspectsOf('killed').catch(() => [])).length > 0, 30_000)).toBe(true);
    isOver = true;
    await working;
    client.close();
    expect(over).toBe(0);
    const after = createClient({ address: cluster.run().grpc, apiKey: key });
    await until(async () => after.listModels(options).then(() => true, () => false));
    after.close();
    for (const { state, owner, amountPicousd, reason } of listed) {
      expect({ state, owner }).toEqual({ state: 'suspect', owner: 'router-1' });
      expect(BigInt(amountPicousd)).toBeGreaterThan(0n);
      expect(reason).toContain('deadline');
    }
    expect((await stateOf('killed')).held).toBeGreaterThan(0n);
    process.kill(adapter, 'SIGCONT');
    expect(await until(async () => (await stateOf('killed')).open === 0 && (await stateOf('killed')).suspect === 0, 150_000)).toBe(true);
    const { spent, held } = await stateOf('killed');
    process.stdout.write(`after the kill: ${listed.length} suspect holds were listed, all closed by evidence; spent ${spent} of ${limit}, held ${held}\n`);
    expect(spent <= limit).toBe(true);
    expect(spent >= (await billTotal()) - billBefore).toBe(true);
    expect(held).toBe(0n);
  }, 300_000);
});
