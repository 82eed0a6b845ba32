// The official SDK is the judge here: what it reads from our wire is what we meant.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: OpenAI;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = new OpenAI({ apiKey: 'sk-test', baseURL: sandbox.baseUrls['openai'], maxRetries: 0 });
});
afterAll(() => sandbox.close());

const model = 'gpt-4.1-mini';
const user = (content: string) => [{ role: 'user' as const, content }];
const weather = {
  type: 'function' as const,
  function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, maximum: 3 } }, required: ['city', 'days'] } },
};

describe('chat completions', () => {
  it('answers plainly, with the usage that stands on the bill', async () => {
    const text = directive({ text: 'héllo' });
    const { data, request_id } = await client.chat.completions.create({ model, messages: user(text) }).withResponse();
    expect(request_id).toMatch(/^req_/);
    expect(data.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: 'héllo', refusal: null } });
    // 4 for the message and a token for every four bytes begun; "héllo" has six bytes.
    const input = 4 + Math.ceil(Buffer.byteLength(text) / 4);
    expect(data.usage).toMatchObject({ prompt_tokens: input, completion_tokens: 2, total_tokens: input + 2 });
    const { entries } = await readBill(sandbox);
    expect(entries.at(-1)).toMatchObject({ provider: 'openai', model, attempt_id: null, usage: { input_tokens: input, output_tokens: 2 }, cost_picousd: String(input * 400_000 + 2 * 1_600_000) });
  });

  it('streams the same text in pieces, and usage in a last chunk of its own', async () => {
    const text = 'Zwölf 🚂 fahren nach 東京. '.repeat(20);
    const stream = await client.chat.completions.create({ model, messages: user(directive({ text })), stream: true, stream_options: { include_usage: true } });
    let joined = '';
    const finishes: (string | null)[] = [];
    let usage;
    for await (const chunk of stream) {
      joined += chunk.choices[0]?.delta.content ?? '';
      if (chunk.choices[0]?.finish_reason != null) finishes.push(chunk.choices[0].finish_reason);
      if (chunk.usage != null) {
        expect(chunk.choices).toEqual([]);
        usage = chunk.usage;
      }
    }
    expect(joined).toBe(text);
    expect(finishes).toEqual(['stop']);
    expect(usage?.completion_tokens).toBe(Math.ceil(Buffer.byteLength(text) / 4));
  });

  it('leaves usage out of a stream that did not ask for it', async () => {
    const stream = await client.chat.completions.create({ model, messages: user('hi'), stream: true });
    for await (const chunk of stream) expect(chunk.usage).toBeUndefined();
  });

  it.each([false, true])('calls a tool that is forced, with arguments that fit its schema (streamed: %s)', async (stream) => {
    const request = { model, messages: user('weather?'), tools: [weather], tool_choice: { type: 'function' as const, function: { name: 'get_weather' } } };
    const completion = stream
      ? await client.chat.completions.stream(request).finalChatCompletion()
      : await client.chat.completions.create(request);
    const choice = completion.choices[0]!;
    expect(choice.finish_reason).toBe('tool_calls');
    const call = choice.message.tool_calls![0]!;
    if (call.type !== 'function') throw new Error('not a function call');
    expect(call).toMatchObject({ id: expect.stringMatching(/^call_/), function: { name: 'get_weather' } });
    expect(JSON.parse(call.function.arguments)).toEqual({ city: expect.any(String), days: expect.any(Number) });
  });

  it('streams parallel calls as they were asked for', async () => {
    const tool_calls = [{ name: 'get_weather', arguments: { city: 'Oslo', days: 1 } }, { name: 'get_weather', arguments: { city: 'Рим', days: 2 } }];
    const completion = await client.chat.completions.stream({ model, messages: user(directive({ tool_calls })), tools: [weather] }).finalChatCompletion();
    const calls = completion.choices[0]!.message.tool_calls!.map((call) => (call.type === 'function' ? JSON.parse(call.function.arguments) : undefined));
    expect(calls).toEqual(tool_calls.map((call) => call.arguments));
  });

  it('answers n times and charges for each', async () => {
    const { choices, usage } = await client.chat.completions.create({ model, messages: user(directive({ output_tokens: 10 })), n: 3 });
    expect(choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    expect(usage?.completion_tokens).toBe(30);
  });

  it('stops at the token limit and says so', async () => {
    const { choices, usage } = await client.chat.completions.create({ model, messages: user(directive({ output_tokens: 50 })), max_completion_tokens: 7 });
    expect(choices[0]!.finish_reason).toBe('length');
    expect(usage?.completion_tokens).toBeLessThanOrEqual(7);
    expect(usage?.completion_tokens).toBeGreaterThan(5);
  });

  it('stops before a stop sequence', async () => {
    const { choices } = await client.chat.completions.create({ model, messages: user(directive({ text: 'one two three' })), stop: [' three', ' two'] });
    expect(choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one' } });
  });

  it('answers in JSON where a schema is given', async () => {
    const completion = await client.chat.completions.create({
      model, messages: user('who?'),
      response_format: { type: 'json_schema', json_schema: { name: 'p', schema: { type: 'object', properties: { age: { type: 'integer', minimum: 30, maximum: 30 } }, required: ['age'] } } },
    });
    expect(JSON.parse(completion.choices[0]!.message.content!)).toEqual({ age: 30 });
  });

  it('reads images, which cost 256 tokens each', async () => {
    const image = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
    const { usage } = await client.chat.completions.create({ model, messages: [{ role: 'user', content: [{ type: 'text', text: 'what is it' }, image, image] }] });
    expect(usage?.prompt_tokens).toBe(4 + 3 + 512);
  });

  it('says the same again with the same seed', async () => {
    const answer = async (seed: number) => (await client.chat.completions.create({ model, messages: user(directive({ seed })) })).choices[0]!.message.content;
    expect(await answer(5)).toBe(await answer(5));
    expect(await answer(5)).not.toBe(await answer(6));
  });

  it('reports usage by every class that it was told to', async () => {
    const usage = { input_tokens: 1_000, cached_input_tokens: 600, output_tokens: 100, reasoning_tokens: 90 };
    const completion = await client.chat.completions.create({ model: 'gpt-5-mini', messages: user(directive({ usage })) });
    expect(completion.usage).toMatchObject({
      prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100, prompt_tokens_details: { cached_tokens: 600 }, completion_tokens_details: { reasoning_tokens: 90 },
    });
    expect((await readBill(sandbox)).entries.at(-1)?.cost_picousd).toBe(String(400 * 250_000 + 600 * 25_000 + 100 * 2_000_000));
  });
});

describe('what OpenAI refuses', () => {
  const body = { model, messages: user('hi') };
  it.each([
    { name: 'an unknown model', body: { ...body, model: 'gpt-9' }, status: 404, error: { code: 'model_not_found', type: 'invalid_request_error' } },
    { name: 'a model that makes embeddings', body: { ...body, model: 'text-embedding-3-small' }, status: 404, error: { code: 'model_not_found' } },
    { name: 'no model', body: { messages: body.messages }, status: 400, error: { param: 'model' } },
    { name: 'no messages', body: { model }, status: 400, error: { param: 'messages' } },
    { name: 'empty messages', body: { model, messages: [] }, status: 400, error: { param: 'messages' } },
    { name: 'an unknown role', body: { model, messages: [{ role: 'robot', content: 'x' }] }, status: 400, error: { param: 'messages[0].role' } },
    { name: 'an image that is none', body: { model, messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'ftp://x' } }] }] }, status: 400, error: { param: 'messages[0].content[0].image_url.url' } },
    { name: 'negative max tokens', body: { ...body, max_tokens: -1 }, status: 400, error: { param: 'max_tokens' } },
    { name: 'max_tokens for a reasoning model', body: { ...body, model: 'gpt-5-mini', max_tokens: 5 }, status: 400, error: { param: 'max_tokens', code: 'unsupported_parameter' } },
    { name: 'a temperature for a reasoning model', body: { ...body, model: 'gpt-5-mini', temperature: 0.2 }, status: 400, error: { param: 'temperature', code: 'unsupported_value' } },
    { name: 'stream options without a stream', body: { ...body, stream_options: { include_usage: true } }, status: 400, error: { param: 'stream_options' } },
    { name: 'a forced tool that is not there', body: { ...body, tools: [weather], tool_choice: { type: 'function', function: { name: 'x' } } }, status: 400, error: { param: 'tool_choice' } },
    { name: 'a prompt longer than the window', body: { model: 'gpt-4o', messages: user('x'.repeat(520_000)) }, status: 400, error: { code: 'context_length_exceeded' } },
    { name: 'broken JSON', body: '{"model":', status: 400, error: { type: 'invalid_request_error' } },
    { name: 'a directive that is wrong', body: { model, messages: user('[[sandbox {"statsu":1}]]') }, status: 400, error: { message: expect.stringContaining('no behaviour "statsu"') } },
  ])('$name', async ({ body: sent, status, error }) => {
    const before = (await readBill(sandbox)).entries.length;
    const reply = await ask({ url: `${sandbox.baseUrls['openai']}/chat/completions`, body: sent, headers: { authorization: 'Bearer sk' } });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text).error).toMatchObject(error);
    expect((await readBill(sandbox)).entries).toHaveLength(before);
  });

  it.each<{ name: string; path: string; method: string; headers: Record<string, string>; status: number }>([
    { name: 'a call without a key', path: '/v1/models', method: 'GET', headers: {}, status: 401 },
    { name: 'a call with an empty key', path: '/v1/models', method: 'GET', headers: { authorization: 'Bearer ' }, status: 401 },
    { name: 'a model whose name is wrongly escaped', path: '/v1/models/%zz', method: 'GET', headers: { authorization: 'Bearer sk' }, status: 404 },
    { name: 'a path that is not there', path: '/v1/nothing', method: 'POST', headers: {}, status: 404 },
    { name: 'a method that is not there', path: '/v1/chat/completions', method: 'GET', headers: {}, status: 405 },
  ])('$name', async ({ path, method, headers, status }) => {
    const reply = await ask({ url: `${sandbox.addresses['openai']}${path}`, method, headers });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toHaveProperty('error.message');
  });

  it('a body above the limit, before it is all read into memory', async () => {
    const reply = await ask({ url: `${sandbox.baseUrls['openai']}/chat/completions`, body: { model, messages: user('x'.repeat(33 * 1024 * 1024)) }, headers: { authorization: 'Bearer sk' } });
    expect(reply.status).toBe(413);
  });

  it.each([
    { status: 400, type: OpenAI.BadRequestError },
    { status: 401, type: OpenAI.AuthenticationError },
    { status: 403, type: OpenAI.PermissionDeniedError },
    { status: 429, type: OpenAI.RateLimitError },
    { status: 500, type: OpenAI.InternalServerError },
    { status: 503, type: OpenAI.InternalServerError },
  ])('status $status becomes the class that its users catch', async ({ status, type }) => {
    await expect(client.chat.completions.create({ model, messages: user(directive({ status })) })).rejects.toBeInstanceOf(type);
  });
});

describe('models', () => {
  it('are listed and shown one by one', async () => {
    const ids = (await client.models.list()).data.map((entry) => entry.id);
    expect(ids).toContain('gpt-5-mini');
    expect(await client.models.retrieve('gpt-5-mini')).toMatchObject({ id: 'gpt-5-mini', object: 'model' });
    await expect(client.models.retrieve('gpt-9')).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });
});

describe('embeddings', () => {
  it.each(['float', 'base64'] as const)('are unit vectors that depend on the text alone (%s)', async (encoding_format) => {
    const model = 'text-embedding-3-small';
    const embedded = await client.embeddings.create({ model, input: ['one', 'two', 'one'], encoding_format });
    const vectors = embedded.data.map(({ embedding }) => embedding as unknown);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    expect(embedded.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
    if (encoding_format === 'float') {
      const vector = vectors[0] as number[];
      expect(vector).toHaveLength(1536);
      expect(vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
    }
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ model, usage: { input_tokens: 3, output_tokens: 0 }, cost_picousd: '60000' });
  });

  it('have the length that was asked for, in the form the SDK asks for by default', async () => {
    const { data } = await client.embeddings.create({ model: 'text-embedding-3-large', input: 'x', dimensions: 64 });
    expect(data[0]!.embedding).toHaveLength(64);
    await expect(client.embeddings.create({ model: 'text-embedding-3-large', input: 'x', dimensions: 4_000 })).rejects.toMatchObject({ status: 400, param: 'dimensions' });
    await expect(client.embeddings.create({ model: 'text-embedding-3-large', input: [] })).rejects.toMatchObject({ status: 400, param: 'input' });
  });
});
