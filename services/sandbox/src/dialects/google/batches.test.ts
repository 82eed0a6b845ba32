// The official SDK orders, watches and collects batches; the bill must be usage times the price of batches.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GoogleGenAI } from '@google/genai/web';
import type { BatchJob, InlinedRequest } from '@google/genai/web';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox, until } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: GoogleGenAI;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = clientOf('key');
});
afterAll(() => sandbox.close());

const model = 'gemini-2.5-flash';
// Its own fetch looks for a dispatcher of Node's that a test's realm does not have.
const plainFetch = (input: string | URL | Request, init?: RequestInit): Promise<Response> => globalThis.fetch(input, init);
const clientOf = (apiKey: string): GoogleGenAI => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: sandbox.addresses['google']!, fetch: plainFetch, retryOptions: { attempts: 1 } } });
const request = (key: string, text: string, config: InlinedRequest['config'] = {}): InlinedRequest => ({ contents: [{ role: 'user', parts: [{ text }] }], metadata: { key }, config });
const billed = async (id: string) => (await readBill(sandbox)).entries.filter((entry) => entry.attempt_id === id);
const nameOf = (job: BatchJob): string => job.name ?? '';

function order(src: InlinedRequest[], headers: Record<string, string> = {}): Promise<BatchJob> {
  return client.batches.create({ model, src, config: { displayName: 'nightly', httpOptions: { headers } } });
}

async function ended(job: BatchJob): Promise<BatchJob> {
  const name = nameOf(job);
  await until(async () => !['JOB_STATE_PENDING', 'JOB_STATE_RUNNING'].includes(String((await client.batches.get({ name })).state)));
  return client.batches.get({ name });
}

async function operationOf(job: BatchJob): Promise<Record<string, unknown>> {
  return JSON.parse((await ask({ url: `${sandbox.addresses['google']}/v1beta/${nameOf(job)}`, method: 'GET', headers: { 'x-goog-api-key': 'key' } })).text) as Record<string, unknown>;
}

describe('a batch of generateContent', () => {
  it('is ordered, watched and collected in the order of its requests, and is billed item by item at the price of batches', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 600, output_tokens: 100, reasoning_tokens: 40 };
    const created = await order([request('slow', directive({ text: 'first', usage, delay_ms: 60 })), request('two', 'hello', { maxOutputTokens: 500, systemInstruction: 'Be brief' }), request('bad', directive({ status: 429 })), request('wrong', 'x', { maxOutputTokens: -1 })]);
    expect(created).toMatchObject({ name: expect.stringMatching(/^batches\/[a-z0-9]+$/), displayName: 'nightly', state: 'JOB_STATE_PENDING', model: `models/${model}`, createTime: expect.any(String) });
    expect(created.dest).toBeUndefined();
    const job = await ended(created);
    expect(job).toMatchObject({ name: created.name, state: 'JOB_STATE_SUCCEEDED', endTime: expect.any(String) });
    const [slow, two, bad, wrong] = job.dest?.inlinedResponses ?? [];
    expect(slow).toMatchObject({ metadata: { key: 'slow' }, response: { candidates: [{ content: { parts: [{ text: 'first' }] }, finishReason: 'STOP' }], usageMetadata: { promptTokenCount: 1_000, cachedContentTokenCount: 600, candidatesTokenCount: 60, thoughtsTokenCount: 40 } } });
    expect([bad?.metadata, bad?.error]).toEqual([{ key: 'bad' }, expect.objectContaining({ code: 8, message: expect.any(String) })]);
    expect([wrong?.metadata, wrong?.error]).toEqual([{ key: 'wrong' }, expect.objectContaining({ code: 3, message: expect.stringContaining('max_output_tokens must be positive') })]);
    // Cached input costs in batches what it costs outside of them: 0.15, 0.03 and 1.25 USD.
    expect(await billed('slow')).toMatchObject([{ provider: 'google', model, batch: true, usage, cost_picousd: String(400 * 150_000 + 600 * 30_000 + 100 * 1_250_000) }]);
    const counts = two!.response!.usageMetadata!;
    expect(await billed('two')).toMatchObject([{ cost_picousd: String(counts.promptTokenCount! * 150_000 + counts.candidatesTokenCount! * 1_250_000) }]);
    expect([...(await billed('bad')), ...(await billed('wrong'))]).toEqual([]);
  });

  it('is an operation on the wire, whose results stand in its metadata and in its response', async () => {
    const created = await order([request('a', 'hi'), request('b', directive({ delay_ms: 50 }))]);
    await until(async () => ((await operationOf(created))['metadata'] as { batchStats: Record<string, string> }).batchStats['successfulRequestCount'] === '1');
    const running = await operationOf(created);
    expect(running).toMatchObject({ metadata: { state: 'BATCH_STATE_RUNNING', batchStats: { requestCount: '2', successfulRequestCount: '1', pendingRequestCount: '1' } } });
    expect(running).not.toHaveProperty('done');
    await ended(created);
    const whole = (await operationOf(created)) as { metadata: Record<string, unknown>; response: Record<string, unknown>; done: boolean };
    expect(whole.done).toBe(true);
    expect(whole.metadata).toMatchObject({ '@type': 'type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch', state: 'BATCH_STATE_SUCCEEDED', batchStats: { requestCount: '2', successfulRequestCount: '2' }, name: created.name });
    expect(whole.response['inlinedResponses']).toEqual((whole.metadata['output'] as Record<string, unknown>)['inlinedResponses']);
    expect(whole.response['@type']).toBe('type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatchOutput');
  });

  it('cancelled in the middle is an error of the code 1, without results, and bills what was answered', async () => {
    const created = await order([request('done', 'hi'), request('never', directive({ hang: true }))]);
    await until(async () => (await billed('done')).length === 1);
    await client.batches.cancel({ name: nameOf(created) });
    const job = await ended(created);
    expect([job.state, job.dest]).toEqual(['JOB_STATE_CANCELLED', undefined]);
    expect(await operationOf(created)).toMatchObject({ done: true, error: { code: 1 }, metadata: { batchStats: { requestCount: '2', successfulRequestCount: '1' } } });
    expect(await billed('never')).toEqual([]);
    await client.batches.cancel({ name: nameOf(created) });
  });

  it('expires when the order says so', async () => {
    const job = await ended(await order([request('late', directive({ delay_ms: 60_000 }))], { 'x-sandbox': '{"batch_expires_ms":60}' }));
    expect([job.state, job.dest, await billed('late')]).toEqual(['JOB_STATE_EXPIRED', undefined, []]);
  });

  it('whose order lost its answer runs all the same, and is found in the list by its name', async () => {
    await expect(client.batches.create({ model, src: [request('lost', 'hi')], config: { displayName: 'token-7', httpOptions: { headers: { 'x-sandbox': '{"reset":"before_headers"}' }, retryOptions: { attempts: 1 } } } })).rejects.toThrow();
    const found: BatchJob[] = [];
    for await (const job of await client.batches.list()) if (job.displayName === 'token-7') found.push(job);
    expect(found).toHaveLength(1);
    expect((await ended(found[0]!)).state).toBe('JOB_STATE_SUCCEEDED');
  });

  it('is listed newest first, page by page, and only to the key that ordered it', async () => {
    const mine = clientOf('key-lists');
    const made: string[] = [];
    for (const key of ['l1', 'l2', 'l3']) made.unshift(nameOf(await mine.batches.create({ model, src: [request(key, 'x')] })));
    const names: string[] = [];
    for await (const job of await mine.batches.list({ config: { pageSize: 2 } })) names.push(nameOf(job));
    expect(names).toEqual(made);
    await expect(client.batches.get({ name: made[0]! })).rejects.toMatchObject({ status: 404 });
  });

  it('that is deleted stops, and is gone', async () => {
    const created = await order([request('gone', directive({ delay_ms: 40 }))]);
    await client.batches.delete({ name: nameOf(created) });
    await expect(client.batches.get({ name: nameOf(created) })).rejects.toMatchObject({ status: 404 });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await billed('gone')).toEqual([]);
  });

  it('is refused by a status on the order, and for a model that is not sold in batches', async () => {
    await expect(order([request('a', 'hi')], { 'x-sandbox': '{"status":503}' })).rejects.toMatchObject({ status: 503 });
    await ask({ url: `${sandbox.control}/control/models`, body: { dialect: 'google', id: 'gemini-plain', prices: { input: '1', output: '1' } } });
    await expect(client.batches.create({ model: 'gemini-plain', src: [request('a', 'hi')] })).rejects.toMatchObject({ status: 404, message: expect.stringContaining('not supported for batchGenerateContent') });
  });
});

it.each<{ name: string; batch: unknown; says: string }>([
  { name: 'no requests', batch: { displayName: 'x', inputConfig: { requests: { requests: [] } } }, says: 'at least one request' },
  { name: 'a field that is not there', batch: { display: 'x' }, says: 'Unknown name \\"display\\"' },
  { name: 'a request without a request', batch: { input_config: { requests: { requests: [{ metadata: {} }] } } }, says: 'request is not specified' },
  { name: 'a file', batch: { input_config: { file_name: 'files/1' } }, says: 'not by a file' },
])('an order with $name is refused', async ({ batch, says }) => {
  const reply = await ask({ url: `${sandbox.addresses['google']}/v1beta/models/${model}:batchGenerateContent`, headers: { 'x-goog-api-key': 'key' }, body: { batch } });
  expect([reply.status, reply.text]).toEqual([400, expect.stringContaining(says)]);
});

it('reads an order that is written with underscores', async () => {
  const reply = await ask({ url: `${sandbox.addresses['google']}/v1beta/models/${model}:batchGenerateContent`, headers: { 'x-goog-api-key': 'key' }, body: { batch: { display_name: 'mine', input_config: { requests: { requests: [{ request: { contents: [{ parts: [{ text: 'hi' }] }] } }] } } } } });
  expect(JSON.parse(reply.text)).toMatchObject({ metadata: { displayName: 'mine', batchStats: { requestCount: '1', pendingRequestCount: '1' } } });
});
