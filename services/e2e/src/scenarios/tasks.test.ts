// Goal: vectors and pictures are booked as they are billed, to the last digit, and a hard budget holds for them as for words.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { createClient } from '@switchyard/client';
import { gatewayTransport } from '@switchyard/cli/gateway-transport';
import { clientOf } from '@switchyard/common/grpc';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';
import { settledComparison } from './settle.js';

let cluster: LocalCluster;
let openai: OpenAI;
const from = new Date();
const options = { timeoutMs: 10_000 };

beforeAll(async () => {
  cluster = await startLocalCluster({ isSingle: true });
  openai = sdkOf(cluster.run().apiKey);
}, 120_000);

afterAll(async () => cluster?.stop(), 90_000);

const sdkOf = (apiKey: string): OpenAI => new OpenAI({ baseURL: `${cluster.run().http}/v1`, apiKey, maxRetries: 0 });

describe('vectors and pictures', () => {
  it('come through every part of the house', async () => {
    const { data, usage } = await openai.embeddings.create({ model: 'vectors', input: ['a signal', 'a lantern', 'a lever'] });
    expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([[0, 1536], [1, 1536], [2, 1536]]);
    expect(usage.prompt_tokens).toBeGreaterThan(0);
    const short = await openai.embeddings.create({ model: 'vectors', input: 'a signal', dimensions: 256, encoding_format: 'float' });
    expect(short.data[0]?.embedding).toHaveLength(256);
    expect((await openai.embeddings.create({ model: 'vectors-local', input: 'a signal' })).data).toHaveLength(1);
    const pictures = await openai.images.generate({ model: 'pictures', prompt: 'a signal box at night', n: 2, size: '1024x1024', quality: 'low' });
    for (const { b64_json: bytes } of pictures.data ?? []) expect(Buffer.from(bytes ?? '', 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(pictures.data).toHaveLength(2);
  });

  it('are refused with the reason of the vendor, or of a model that cannot', async () => {
    await expect(openai.embeddings.create({ model: 'quick', input: 'x' })).rejects.toMatchObject({ status: 400, message: expect.stringContaining('lacks embedding') });
    await expect(openai.embeddings.create({ model: 'vectors', input: 'x [[sandbox {"status": 500}]]' })).rejects.toBeInstanceOf(OpenAI.InternalServerError);
  });

  it('are in the ledger as they are on the bill', async () => {
    const { faults, matched, estimated, billPicoUsd, ledgerPicoUsd } = await settledComparison({ run: () => cluster.run(), from, waitMs: 20_000 });
    // The demonstration's call is the fifth.
    expect({ faults, estimated, matched }).toEqual({ faults: [], estimated: [], matched: 5 });
    expect(billPicoUsd).toBeGreaterThan(0n);
    expect(ledgerPicoUsd).toBe(billPicoUsd);
  }, 60_000);
});

describe('a hard budget', () => {
  it('lets no picture through whose worst case does not fit', async () => {
    const { console, adminKey, grpc } = cluster.run();
    const transport = gatewayTransport({ address: console, key: adminKey });
    await clientOf(Access, transport).putTenant({ tenant: { name: 'painters', enabled: true } }, options);
    const { key } = await clientOf(Access, transport).createApiKey({ name: 'brush', tenant: 'painters', role: 'caller' }, options);
    // Two pictures at their dearest are 2 x 6240 tokens at 40 USD a million, and a prompt: just under half a dollar.
    await clientOf(Budgets, transport).putBudget({ budget: { name: 'paint', tenant: 'painters', window: 'month', limitPicousd: '500000000000', hard: true, scope: 'tenant' } }, options);
    const client = createClient({ address: grpc, apiKey: key });
    await untilKnown(() => client.listModels(options));
    client.close();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const painter = sdkOf(key);
    await expect(painter.images.generate({ model: 'pictures', prompt: 'x', n: 3, quality: 'low' })).rejects.toMatchObject({ status: 429, code: 'insufficient_quota' });
    expect((await painter.images.generate({ model: 'pictures', prompt: 'x', n: 2, quality: 'low' })).data).toHaveLength(2);
    const { budgets } = await clientOf(Budgets, transport).listBudgets({ tenant: 'painters' }, options);
    expect(BigInt(budgets[0]?.overrunPicousd ?? '0')).toBe(0n);
  });
});

/** A key that was just made reaches the router within a second. */
async function untilKnown(ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if (await ask().then(() => true, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
