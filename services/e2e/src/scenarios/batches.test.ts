// Goal: the items of vendors' batches are booked as they are billed, at the batch price, to the last digit; an adapter that
// dies between submitting and collecting loses nothing, because it keeps nothing.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayTransport } from '@switchyard/cli/gateway-transport';
import { clientOf, openTransport, type Client, type Transport } from '@switchyard/common/grpc';
import { Catalog, type Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { AttemptKind, AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import { BatchState, type Batch, type CollectBatchResponse } from '@switchyard/proto/provider/v1/batch';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';
import { settledComparison } from './settle.js';

const from = new Date();
const options = { timeoutMs: 10_000 };
const outputMax = 200;

let cluster: LocalCluster;
let snapshot: Snapshot;
let transport: Transport | undefined;

beforeAll(async () => {
  cluster = await startLocalCluster();
  const { console, adminKey } = cluster.run();
  snapshot = (await clientOf(Catalog, gatewayTransport({ address: console, key: adminKey })).getSnapshot({}, options)).snapshot!;
}, 120_000);

afterAll(async () => {
  await transport?.close();
  await cluster?.stop();
}, 90_000);

/** Speaks with the adapter as the router does, which alone may. */
async function adapter(): Promise<Client<typeof ProviderAdapter>> {
  await transport?.close();
  const file = (name: string): Buffer => readFileSync(join(cluster.home, 'run', 'tls', name));
  transport = openTransport({ address: cluster.run().services['provider-adapter-1']!, as: 'router', tls: { ca: file('ca.crt'), cert: file('router.crt'), key: file('router.key'), serverName: 'switchyard' } });
  return clientOf(ProviderAdapter, transport);
}

function itemsFor(name: string, behaviours: readonly object[]) {
  const model = snapshot.models.find((one) => one.name === name)!;
  const price = snapshot.prices.find((one) => one.model === name)!;
  const credentialId = snapshot.providers.find(({ id }) => id === model.provider)!.credentials[0]!;
  return behaviours.map((behaviour) => ({
    terms: {
      attemptId: newId(), requestId: newId(), number: 1, kind: AttemptKind.BATCH_ITEM, payer: { tenant: 'dev' }, provider: model.provider, model: name, vendorModel: model.modelId, credentialId,
      catalogRevision: snapshot.revision, priceVersion: price.id, boundPicousd: 10_000_000_000n, boundUsage: { meters: { input: 1_000n, output: BigInt(outputMax) } },
    },
    chat: { messages: [{ role: Role.USER, parts: [{ content: { case: 'text' as const, value: `Tell of signals. [[sandbox ${JSON.stringify(behaviour)}]]` } }] }], parameters: { maxOutputTokens: outputMax } },
  }));
}

const isOver = ({ state }: Batch): boolean => state !== BatchState.RUNNING && state !== BatchState.CANCELLING;

describe.each([{ model: 'quick' }, { model: 'careful' }])('a batch for $model', ({ model }) => {
  it('is submitted, outlives the adapter, and is collected', async () => {
    const items = itemsFor(model, [{ text: 'A lamp, a lever, a line.' }, { usage: { input_tokens: 900, cached_input_tokens: 640, output_tokens: 77 } }, { status: 400 }, {}]);
    const batchId = newId();
    const { batch, report } = await (await adapter()).submitBatch({ batchId, items }, options);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED });
    const ref = { provider: items[0]!.terms.provider, credentialId: items[0]!.terms.credentialId, vendorBatchId: batch!.vendorBatchId };

    const pid = cluster.run().pids['provider-adapter-1']!;
    process.kill(pid, 'SIGKILL');
    await until(() => cluster.run().pids['provider-adapter-1'] !== pid);
    await until(async () => isOver((await (await adapter()).getBatch({ ref }, options)).batch!));

    const ends = new Map<string, CollectBatchResponse>();
    for await (const end of (await adapter()).collectBatch({ ref, batchId, items: items.map(({ terms }) => terms) }, options)) ends.set(end.attemptId, end);
    expect(items.map(({ terms }) => ends.get(terms.attemptId)?.report?.outcome)).toEqual([AttemptOutcome.SUCCEEDED, AttemptOutcome.SUCCEEDED, AttemptOutcome.FAILED, AttemptOutcome.SUCCEEDED]);
    expect(ends.get(items[0]!.terms.attemptId)?.parts).toMatchObject([{ content: { case: 'text', value: 'A lamp, a lever, a line.' } }]);
  }, 60_000);
});

describe('the ledger', () => {
  it('has every item as it is on the bill', async () => {
    const { faults, matched, estimated, billPicoUsd, ledgerPicoUsd } = await settledComparison({ run: () => cluster.run(), from, waitMs: 20_000 });
    // Three paid items of each batch, and the demonstration's call.
    expect({ faults, estimated, matched }).toEqual({ faults: [], estimated: [], matched: 7 });
    expect(ledgerPicoUsd).toBe(billPicoUsd);
    const { entries } = (await (await fetch(`${cluster.run().sandbox}/bill`)).json()) as { entries: { batch?: boolean }[] };
    expect(entries.filter(({ batch }) => batch === true)).toHaveLength(6);
  }, 60_000);
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    // While the adapter is away, its calls fail.
    if (await Promise.resolve().then(condition).catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the condition did not come true in 30 s');
}

/** A UUIDv7 of now. */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}
