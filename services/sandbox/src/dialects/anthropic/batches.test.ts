// The official SDK orders, watches and collects batches; the bill must be usage times the price of batches.

import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox, until } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: Anthropic;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = clientOf('sk-test');
});
afterAll(() => sandbox.close());

type Result = Anthropic.Messages.MessageBatchResult;

const model = 'claude-haiku-4-5';
const clientOf = (apiKey: string): Anthropic => new Anthropic({ apiKey, baseURL: sandbox.baseUrls['anthropic'], maxRetries: 0 });
const request = (custom_id: string, text: string, params: object = {}) => ({ custom_id, params: { model, max_tokens: 1_000, messages: [{ role: 'user' as const, content: text }], ...params } });
const order = (requests: ReturnType<typeof request>[], headers: Record<string, string> = {}) => client.messages.batches.create({ requests }, { headers });
const billed = async (id: string) => (await readBill(sandbox)).entries.filter((entry) => entry.attempt_id === id);

async function ended(id: string): Promise<Anthropic.Messages.MessageBatch> {
  await until(async () => (await client.messages.batches.retrieve(id)).processing_status === 'ended');
  return client.messages.batches.retrieve(id);
}

async function resultsOf(id: string): Promise<Record<string, Result>> {
  const results: Record<string, Result> = {};
  for await (const line of await client.messages.batches.results(id)) results[line.custom_id] = line.result;
  return results;
}

describe('a batch of messages', () => {
  it('is ordered, watched and collected, and is billed item by item at half of every price', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 500, cache_write_5m_tokens: 200, cache_write_1h_tokens: 100, output_tokens: 100 };
    const created = await order([request('one', directive({ text: 'first', usage })), request('two', 'hello'), request('slow', directive({ delay_ms: 80, text: 'late' })), request('bad', directive({ status: 529 })), request('unknown', 'hi', { model: 'claude-x' }), request('long', 'hi', { max_tokens: 64_001 })]);
    expect(created).toMatchObject({ type: 'message_batch', processing_status: 'in_progress', ended_at: null, results_url: null, archived_at: null, cancel_initiated_at: null });
    expect(created.request_counts).toEqual({ processing: 6, succeeded: 0, errored: 0, canceled: 0, expired: 0 });
    expect(Date.parse(created.expires_at) - Date.parse(created.created_at)).toBe(86_400_000);
    const batch = await ended(created.id);
    expect(batch.request_counts).toEqual({ processing: 0, succeeded: 3, errored: 3, canceled: 0, expired: 0 });
    const results = await resultsOf(batch.id);
    expect(results['one']).toMatchObject({ type: 'succeeded', message: { content: [{ type: 'text', text: 'first' }], usage: { service_tier: 'batch', input_tokens: 200, cache_read_input_tokens: 500, cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 100 }, output_tokens: 100 } } });
    expect(results['slow']).toMatchObject({ type: 'succeeded', message: { content: [{ text: 'late' }] } });
    expect(results['bad']).toMatchObject({ type: 'errored', error: { type: 'error', error: { type: 'overloaded_error' } } });
    expect(results['unknown']).toMatchObject({ type: 'errored', error: { error: { type: 'not_found_error', message: 'model: claude-x' } } });
    expect(results['long']).toMatchObject({ type: 'errored', error: { error: { type: 'invalid_request_error', message: expect.stringContaining('64001 > 64000') } } });
    const cost = 200 * 500_000 + 500 * 50_000 + 200 * 625_000 + 100 * 1_000_000 + 100 * 2_500_000;
    expect(await billed('one')).toMatchObject([{ provider: 'anthropic', model, batch: true, usage, cost_picousd: String(cost) }]);
    if (results['two']?.type !== 'succeeded') throw new Error('not answered');
    const two = results['two'].message.usage;
    expect(await billed('two')).toMatchObject([{ cost_picousd: String(two.input_tokens * 500_000 + two.output_tokens * 2_500_000) }]);
    for (const id of ['bad', 'unknown', 'long']) expect(await billed(id)).toEqual([]);
  });

  it('writes and reads the prompt cache as plain calls do', async () => {
    const system = [{ type: 'text', text: 'b'.repeat(8_000), cache_control: { type: 'ephemeral' } }];
    const { id } = await order([request('first', 'x', { system }), request('second', directive({ delay_ms: 30 }), { system })]);
    await ended(id);
    const results = await resultsOf(id);
    expect(results['first']).toMatchObject({ message: { usage: { cache_creation_input_tokens: 2_004, cache_read_input_tokens: 0 } } });
    expect(results['second']).toMatchObject({ message: { usage: { cache_creation_input_tokens: 0, cache_read_input_tokens: 2_004 } } });
  });

  it('cancelled in the middle tells what was answered and what was not', async () => {
    const { id } = await order([request('done', 'hi'), request('never', directive({ hang: true }))]);
    await until(async () => (await billed('done')).length === 1);
    const canceling = await client.messages.batches.cancel(id);
    expect(canceling).toMatchObject({ processing_status: 'canceling', cancel_initiated_at: expect.any(String), request_counts: { processing: 2, succeeded: 0 } });
    expect((await ended(id)).request_counts).toEqual({ processing: 0, succeeded: 1, errored: 0, canceled: 1, expired: 0 });
    expect(await resultsOf(id)).toMatchObject({ done: { type: 'succeeded' }, never: { type: 'canceled' } });
    expect(await billed('never')).toEqual([]);
    await expect(client.messages.batches.cancel(id)).rejects.toBeInstanceOf(Anthropic.BadRequestError);
  });

  it('expires when the order says so', async () => {
    const { id } = await order([request('intime', 'hi'), request('late', directive({ delay_ms: 60_000 }))], { 'x-sandbox': '{"batch_expires_ms":100}' });
    expect((await ended(id)).request_counts).toMatchObject({ succeeded: 1, expired: 1 });
    expect((await resultsOf(id))['late']).toEqual({ type: 'expired' });
    expect(await billed('late')).toEqual([]);
  });

  it('has no results and cannot be deleted before it has ended', async () => {
    const { id } = await order([request('h', directive({ hang: true }))]);
    const early = await ask({ url: `${sandbox.addresses['anthropic']}/v1/messages/batches/${id}/results`, method: 'GET', headers: { 'x-api-key': 'sk-test' } });
    expect([early.status, JSON.parse(early.text).error]).toEqual([404, { type: 'not_found_error', message: `Message Batch ${id} has no available results.` }]);
    await expect(client.messages.batches.delete(id)).rejects.toMatchObject({ status: 400, message: expect.stringContaining('In progress batches cannot be deleted') });
    await client.messages.batches.cancel(id);
    await ended(id);
    expect(await client.messages.batches.delete(id)).toEqual({ id, type: 'message_batch_deleted' });
    await expect(client.messages.batches.retrieve(id)).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });

  it.each([{ reset: 'before_headers' }, { hang: true }])('whose order lost its answer by %j runs all the same, and is found in the list', async (behaviour) => {
    const [before] = (await client.messages.batches.list({ limit: 1 })).data;
    const headers = { 'x-sandbox': JSON.stringify(behaviour) };
    await expect(client.messages.batches.create({ requests: [request('lost', 'hi')] }, { headers, timeout: 200 })).rejects.toBeInstanceOf(Anthropic.APIConnectionError);
    const [found] = (await client.messages.batches.list({ limit: 1 })).data;
    expect(found?.id).not.toBe(before?.id);
    expect((await ended(found!.id)).request_counts.succeeded).toBe(1);
  });

  it('is refused by a status on the order, and then there is none', async () => {
    const [before] = (await client.messages.batches.list({ limit: 1 })).data;
    await expect(order([request('a', 'hi')], { 'x-sandbox': '{"status":529}' })).rejects.toMatchObject({ status: 529 });
    expect((await client.messages.batches.list({ limit: 1 })).data[0]?.id).toBe(before?.id);
  });

  it('is listed newest first, forth and back, and only to the key that ordered it', async () => {
    const mine = clientOf('sk-lists');
    const made: string[] = [];
    for (const id of ['l1', 'l2', 'l3']) made.unshift((await mine.messages.batches.create({ requests: [request(id, 'x')] })).id);
    const ids: string[] = [];
    for await (const { id } of mine.messages.batches.list({ limit: 2 })) ids.push(id);
    expect(ids).toEqual(made);
    const back = await mine.messages.batches.list({ limit: 1, before_id: made[2]! });
    expect([back.data.map(({ id }) => id), back.has_more]).toEqual([[made[1]], true]);
    await expect(client.messages.batches.retrieve(made[0]!)).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });

  it('answers what is wrong with one request when its turn comes', async () => {
    const { id } = await order([request('stream', 'x', { stream: true }), request('nothing', 'x', { messages: undefined }), request('fault', directive({ html: true }))]);
    await ended(id);
    expect(await resultsOf(id)).toMatchObject({
      stream: { type: 'errored', error: { error: { message: expect.stringContaining('not supported in the Message Batches API') } } },
      nothing: { type: 'errored', error: { error: { message: 'messages: Field required' } } },
      fault: { type: 'errored', error: { error: { message: expect.stringContaining('html is about a call') } } },
    });
  });
});

const headers = { 'x-api-key': 'sk-test', 'anthropic-version': '2023-06-01' };

it.each<{ name: string; body: unknown; headers?: Record<string, string>; says: string }>([
  { name: 'no version', body: { requests: [request('a', 'x')] }, headers: { 'x-api-key': 'sk-test' }, says: 'anthropic-version: header is required' },
  { name: 'no requests', body: {}, says: 'requests: Field required' },
  { name: 'an empty list', body: { requests: [] }, says: 'at least 1 item' },
  { name: 'a request without a name', body: { requests: [{ params: {} }] }, says: 'requests.0.custom_id: Field required' },
  { name: 'a name that is too long', body: { requests: [request('x'.repeat(65), 'x')] }, says: 'at most 64 characters' },
  { name: 'a name with a space', body: { requests: [request('a b', 'x')] }, says: 'should match pattern' },
  { name: 'two of one name', body: { requests: [request('a', 'x'), request('a', 'x')] }, says: 'Duplicate custom_id found: a' },
  { name: 'a request without params', body: { requests: [{ custom_id: 'a' }] }, says: 'requests.0.params: Field required' },
])('an order with $name is refused', async ({ body, headers: sent = headers, says }) => {
  const reply = await ask({ url: `${sandbox.addresses['anthropic']}/v1/messages/batches`, headers: sent, body });
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.text)).toMatchObject({ type: 'error', error: { type: 'invalid_request_error', message: expect.stringContaining(says) } });
});
