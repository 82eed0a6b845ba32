// The official SDK orders, watches and collects batches; the bill must be usage times the price of batches.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI, { toFile } from 'openai';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox, until } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: OpenAI;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = clientOf('sk-test');
});
afterAll(() => sandbox.close());

const model = 'gpt-4.1-mini';
const endpoint = '/v1/chat/completions';
const clientOf = (apiKey: string): OpenAI => new OpenAI({ apiKey, baseURL: sandbox.baseUrls['openai'], maxRetries: 0 });
const chat = (custom_id: string, text: string, body: object = {}) => ({ custom_id, method: 'POST', url: endpoint, body: { model, messages: [{ role: 'user', content: text }], ...body } });

async function upload(lines: readonly unknown[] | string): Promise<string> {
  const text = typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n');
  return (await client.files.create({ file: await toFile(Buffer.from(text), 'in.jsonl'), purpose: 'batch' })).id;
}

async function order(lines: readonly unknown[] | string, headers: Record<string, string> = {}, options: object = {}): Promise<OpenAI.Batch> {
  return client.batches.create({ input_file_id: await upload(lines), endpoint, completion_window: '24h', ...options }, { headers });
}

async function ended({ id }: OpenAI.Batch): Promise<OpenAI.Batch> {
  let batch = await client.batches.retrieve(id);
  await until(async () => ['completed', 'failed', 'cancelled', 'expired'].includes((batch = await client.batches.retrieve(id)).status));
  return batch;
}

interface Line {
  custom_id: string;
  response: { status_code: number; body: OpenAI.ChatCompletion & { error?: unknown } } | null;
  error: { code: string; message: string } | null;
}

async function linesOf(fileId: string | undefined): Promise<Record<string, Line>> {
  const text = await (await client.files.content(fileId!)).text();
  return Object.fromEntries(text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line).map((line) => [line.custom_id, line]));
}

const billed = async (id: string) => (await readBill(sandbox)).entries.filter((entry) => entry.attempt_id === id);

describe('a batch', () => {
  it('is uploaded, ordered, watched and collected, and is billed item by item at the price of batches', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 600, output_tokens: 100 };
    const created = await order([chat('one', directive({ text: 'first', usage })), chat('two', 'hello'), chat('bad', directive({ status: 429 })), chat('worse', 'hi', { max_tokens: -1 })], {}, { metadata: { job: 'j1' } });
    expect(created).toMatchObject({ object: 'batch', status: 'validating', endpoint, completion_window: '24h', metadata: { job: 'j1' }, request_counts: { total: 0 }, errors: null });
    const batch = await ended(created);
    expect(batch).toMatchObject({ id: created.id, status: 'completed', model, request_counts: { total: 4, completed: 2, failed: 2 }, expires_at: created.created_at + 86_400 });
    const output = await linesOf(batch.output_file_id);
    expect(Object.keys(output).sort()).toEqual(['one', 'two']);
    expect(output['one']).toMatchObject({ error: null, response: { status_code: 200, body: { object: 'chat.completion', model, choices: [{ message: { content: 'first' } }], usage: { prompt_tokens: 1_000, prompt_tokens_details: { cached_tokens: 600 } } } } });
    const errors = await linesOf(batch.error_file_id);
    expect(errors['bad']).toMatchObject({ error: null, response: { status_code: 429, body: { error: { code: 'rate_limit_exceeded' } } } });
    expect(errors['worse']).toMatchObject({ response: { status_code: 400, body: { error: { param: 'max_tokens' } } } });
    // The batch page has no price for cached input of GPT-4.1: it costs what input costs. 0.20 and 0.80 USD.
    const entries = await billed('one');
    expect(entries).toMatchObject([{ provider: 'openai', model, batch: true, usage, cost_picousd: String(1_000 * 200_000 + 100 * 800_000) }]);
    const two = output['two']!.response!.body.usage!;
    expect(await billed('two')).toMatchObject([{ batch: true, cost_picousd: String(two.prompt_tokens * 200_000 + two.completion_tokens * 800_000) }]);
    expect([...(await billed('bad')), ...(await billed('worse'))]).toEqual([]);
    expect(batch.usage).toMatchObject({ input_tokens: 1_000 + two.prompt_tokens, input_tokens_details: { cached_tokens: 600 }, output_tokens: 100 + two.completion_tokens });
  });

  it('charges cached input of GPT-5 at half its usual price', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 600, output_tokens: 100, reasoning_tokens: 90 };
    await ended(await order([chat('five', directive({ usage }), { model: 'gpt-5-mini' })]));
    expect((await billed('five'))[0]?.cost_picousd).toBe(String(400 * 125_000 + 600 * 12_500 + 100 * 1_000_000));
  });

  it('answers responses too', async () => {
    const id = await upload([{ custom_id: 'said', method: 'POST', url: '/v1/responses', body: { model, input: directive({ text: 'first' }) } }, { custom_id: 'short', method: 'POST', url: '/v1/responses', body: { model, input: 'hi', max_output_tokens: 1 } }]);
    const batch = await ended(await client.batches.create({ input_file_id: id, endpoint: '/v1/responses', completion_window: '24h' }));
    expect((await linesOf(batch.output_file_id))['said']).toMatchObject({ response: { status_code: 200, body: { object: 'response', status: 'completed', output: [{ content: [{ text: 'first' }] }] } } });
    expect((await linesOf(batch.error_file_id))['short']).toMatchObject({ response: { status_code: 400, body: { error: { code: 'integer_below_min_value' } } } });
    expect(await billed('said')).toMatchObject([{ batch: true, usage: { output_tokens: 2 } }]);
  });

  it('embeds', async () => {
    const id = await upload([{ custom_id: 'vector', method: 'POST', url: '/v1/embeddings', body: { model: 'text-embedding-3-small', input: ['one', 'two'] } }]);
    const batch = await ended(await client.batches.create({ input_file_id: id, endpoint: '/v1/embeddings', completion_window: '24h' }));
    expect((await linesOf(batch.output_file_id))['vector']).toMatchObject({ response: { body: { object: 'list', usage: { prompt_tokens: 2 } } } });
    expect(await billed('vector')).toMatchObject([{ cost_picousd: '20000', usage: { input_tokens: 2 } }]);
  });

  it('cancelled in the middle keeps what was answered and says of the rest that it was not run', async () => {
    const created = await order([chat('done', 'hi'), chat('never', directive({ hang: true }))]);
    await until(async () => (await client.batches.retrieve(created.id)).request_counts?.completed === 1);
    expect(await client.batches.cancel(created.id)).toMatchObject({ status: 'cancelling', request_counts: { total: 2, completed: 1, failed: 0 } });
    const batch = await ended(created);
    expect(batch.status).toBe('cancelled');
    expect((await linesOf(batch.output_file_id))['done']?.response?.status_code).toBe(200);
    expect((await linesOf(batch.error_file_id))['never']).toMatchObject({ response: null, error: { code: 'batch_cancelled' } });
    expect([(await billed('done')).length, (await billed('never')).length]).toEqual([1, 0]);
    await expect(client.batches.cancel(created.id)).rejects.toMatchObject({ status: 409, message: expect.stringContaining("Cannot cancel a batch with status 'cancelled'.") });
  });

  it('expires when the order says so, and bills what was answered by then', async () => {
    const batch = await ended(await order([chat('intime', 'hi'), chat('late', directive({ delay_ms: 60_000 }))], { 'x-sandbox': JSON.stringify({ batch_expires_ms: 100 }) }));
    expect(batch.status).toBe('expired');
    expect((await linesOf(batch.error_file_id))['late']?.error?.code).toBe('batch_expired');
    expect([(await billed('intime')).length, (await billed('late')).length]).toEqual([1, 0]);
  });

  it('whose order lost its answer runs all the same, and is found in the list', async () => {
    const input_file_id = await upload([chat('lost', 'hi')]);
    await expect(client.batches.create({ input_file_id, endpoint, completion_window: '24h', metadata: { token: 't-9' } }, { headers: { 'x-sandbox': '{"reset":"before_headers"}' } })).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    const [found] = (await client.batches.list({ limit: 1 })).data;
    expect(found).toMatchObject({ input_file_id, metadata: { token: 't-9' } });
    expect((await ended(found!)).status).toBe('completed');
  });

  it('is refused as any call is, by header and by rule, and then there is none', async () => {
    const before = (await client.batches.list()).data.length;
    await expect(order([chat('a', 'hi')], { 'x-sandbox': '{"status":503}' })).rejects.toMatchObject({ status: 503 });
    await ask({ url: `${sandbox.control}/control/behaviour`, body: { provider: 'openai', model, next: 1, behaviour: { status: 429, retry_after: 3 } } });
    await expect(order([chat('a', 'hi')])).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    expect((await client.batches.list()).data).toHaveLength(before);
  });

  it('fails when its file has mistakes, each with its line', async () => {
    const lines = ['{"custom_id":', ...[chat('a', 'x'), chat('a', 'x'), { ...chat('b', 'x'), url: '/v1/completions' }, chat('c', 'x', { model: 'gpt-4o' }), { custom_id: 'd' }].map((line) => JSON.stringify(line))].join('\n');
    const batch = await ended(await order(lines));
    expect(batch).toMatchObject({ status: 'failed', request_counts: { total: 0 }, output_file_id: null, error_file_id: null });
    expect(batch.errors?.data?.map(({ code, line, param }) => [code, line, param])).toEqual([
      ['invalid_json_line', 1, null], ['duplicate_custom_id', 3, 'custom_id'], ['invalid_url', 4, 'url'], ['mismatched_model', 5, 'body.model'],
      ['missing_required_parameter', 6, 'method'], ['missing_required_parameter', 6, 'url'], ['missing_required_parameter', 6, 'body'],
    ]);
    expect(await billed('a')).toEqual([]);
  });

  it.each([
    { name: 'an empty file', lines: '\n', code: 'empty_file' },
    { name: 'a model that is not sold in batches', lines: [chat('a', 'x', { model: 'gpt-9' })], code: 'model_not_found' },
  ])('fails for $name', async ({ lines, code }) => {
    expect((await ended(await order(lines))).errors?.data).toMatchObject([{ code }]);
  });

  it.each([
    { name: 'a stream', body: { stream: true }, says: 'not supported in batches' },
    { name: 'a fault that only a connection has', text: directive({ half_json: true }), says: 'half_json is about a call' },
  ])('answers $name inside a batch with 400', async ({ body, text = 'x', says }) => {
    const batch = await ended(await order([chat('s', text, body)]));
    expect(JSON.stringify((await linesOf(batch.error_file_id))['s'])).toContain(says);
    expect(batch.output_file_id).toBeNull();
  });

  it('is listed newest first, page by page', async () => {
    const made = [(await order([chat('l1', 'x')])).id, (await order([chat('l2', 'x')])).id];
    const ids: string[] = [];
    for await (const { id } of client.batches.list({ limit: 1 })) ids.push(id);
    expect(ids.slice(0, 2)).toEqual(made.reverse());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is seen with the key that ordered it and with no other', async () => {
    const { id, input_file_id } = await order([chat('mine', 'x')]);
    const other = clientOf('sk-other');
    await expect(other.batches.retrieve(id)).rejects.toMatchObject({ status: 404, message: expect.stringContaining('No batch found') });
    await expect(other.files.retrieve(input_file_id)).rejects.toMatchObject({ status: 404, code: null });
    await expect(other.batches.create({ input_file_id, endpoint, completion_window: '24h' })).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    expect((await other.batches.list()).data).toEqual([]);
  });
});

describe('files', () => {
  it('are kept, shown, listed, read and deleted', async () => {
    const id = await upload('{"é":1}\n');
    expect(await client.files.retrieve(id)).toMatchObject({ id, object: 'file', bytes: 9, filename: 'in.jsonl', purpose: 'batch', status: 'processed' });
    expect((await client.files.list({ purpose: 'batch' })).data.map((file) => file.id)).toContain(id);
    expect(await (await client.files.content(id)).text()).toBe('{"é":1}\n');
    expect(await client.files.delete(id)).toEqual({ id, object: 'file', deleted: true });
    await expect(client.files.content(id)).rejects.toMatchObject({ status: 404, message: expect.stringContaining(`No such File object: ${id}`) });
  });

  it.each([
    { name: 'another purpose', purpose: 'assistants' as const, filename: 'in.jsonl', says: "purpose 'batch' only" },
    { name: 'another format', purpose: 'batch' as const, filename: 'in.txt', says: 'Must be .jsonl' },
  ])('of $name are refused', async ({ purpose, filename, says }) => {
    await expect(client.files.create({ file: await toFile(Buffer.from('{}'), filename), purpose })).rejects.toMatchObject({ status: 400, message: expect.stringContaining(says) });
  });

  it('that are no form are refused', async () => {
    const reply = await ask({ url: `${sandbox.baseUrls['openai']}/files`, headers: { authorization: 'Bearer sk' }, body: '{}' });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('multipart/form-data')]);
  });
});

it('answers the items of the same batch with the same words in every run with the same seed', async () => {
  const play = async (seed: number): Promise<string[]> => {
    const played = await startTestSandbox({ seed, now: () => 0 });
    const { batches, files } = new OpenAI({ apiKey: 'sk', baseURL: played.baseUrls['openai'], maxRetries: 0 });
    try {
      const { id } = await files.create({ file: await toFile(Buffer.from(['a', 'b'].map((key) => JSON.stringify(chat(key, 'hi'))).join('\n')), 'in.jsonl'), purpose: 'batch' });
      const order = await batches.create({ input_file_id: id, endpoint, completion_window: '24h' });
      await until(async () => (await batches.retrieve(order.id)).status === 'completed');
      const text = await (await files.content((await batches.retrieve(order.id)).output_file_id!)).text();
      return text.trimEnd().split('\n').map((line) => (JSON.parse(line) as Line).response!.body.choices[0]!.message.content ?? '');
    } finally {
      await played.close();
    }
  };
  const first = await play(3);
  expect(await play(3)).toEqual(first);
  expect(await play(4)).not.toEqual(first);
  expect(first[0]).not.toBe(first[1]);
});

it.each([
  { name: 'no file', change: { input_file_id: undefined }, param: 'input_file_id' },
  { name: 'another window', change: { completion_window: '1h' }, param: 'completion_window' },
  { name: 'an endpoint that is not there', change: { endpoint: '/v1/rerank' }, param: 'endpoint' },
  { name: 'metadata that are no texts', change: { metadata: { a: 1 } }, param: 'metadata' },
])('an order with $name is refused', async ({ change, param }) => {
  const reply = await ask({ url: `${sandbox.baseUrls['openai']}/batches`, headers: { authorization: 'Bearer sk-test' }, body: { input_file_id: 'file-x', endpoint, completion_window: '24h', ...change } });
  expect([reply.status, JSON.parse(reply.text).error.param]).toEqual([400, param]);
});

it('only OpenAI itself has batches: a flavour does not', async () => {
  const other = await startTestSandbox({ ports: [{ name: 'groq', dialect: 'groq', port: 0 }] });
  try {
    expect((await ask({ url: `${other.baseUrls['groq']}/batches`, method: 'GET', headers: { authorization: 'Bearer sk' } })).status).toBe(404);
  } finally {
    await other.close();
  }
});
