// The official SDK is the judge here: what it reads from our wire is what we meant.

import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: Anthropic;
let nowMs = Date.parse('2026-01-01T00:00:00Z');
beforeAll(async () => {
  sandbox = await startTestSandbox({ now: () => nowMs });
  client = new Anthropic({ apiKey: 'sk-test', baseURL: sandbox.baseUrls['anthropic'], maxRetries: 0 });
});
afterAll(() => sandbox.close());

const model = 'claude-haiku-4-5';
const user = (content: string) => [{ role: 'user' as const, content }];
const weather = { name: 'get_weather', input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] } };

describe('messages', () => {
  it('answers plainly, with the usage that stands on the bill', async () => {
    const text = directive({ text: 'hello' });
    const message = await client.messages.create({ model, max_tokens: 100, system: 'Be brief', messages: user(text) }, { headers: { 'x-client-request-id': 'attempt-1' } });
    expect(message).toMatchObject({ type: 'message', role: 'assistant', content: [{ type: 'text', text: 'hello' }], stop_reason: 'end_turn', stop_sequence: null });
    // Message and system prompt cost 4 each beside their text.
    const input = 4 + Math.ceil(text.length / 4) + 4 + 2;
    expect(message.usage).toMatchObject({ input_tokens: input, output_tokens: 2, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 });
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ attempt_id: 'attempt-1', provider: 'anthropic', cost_picousd: String(input * 1_000_000 + 2 * 5_000_000) });
  });

  it('streams every kind of event in the documented order', async () => {
    const text = 'Ünïcode 🧭 '.repeat(30);
    const stream = client.messages.stream({ model, max_tokens: 1_000, messages: user(directive({ text })) });
    const types: string[] = [];
    stream.on('streamEvent', (event) => {
      if (types.at(-1) !== event.type) types.push(event.type);
    });
    const message = await stream.finalMessage();
    expect(types).toEqual(['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop']);
    expect(message.content).toMatchObject([{ type: 'text', text }]);
    expect(message.usage.output_tokens).toBe(Math.ceil(Buffer.byteLength(text) / 4));
  });

  it.each([false, true])('answers with words and parallel tool calls (streamed: %s)', async (stream) => {
    const tool_calls = [{ name: 'get_weather', arguments: { city: 'Oslo' } }, { name: 'get_weather', arguments: { city: 'Rom "x"' } }];
    const request = { model, max_tokens: 500, tools: [weather], messages: user(directive({ text: 'Let me look.', tool_calls })) };
    const message = stream ? await client.messages.stream(request).finalMessage() : await client.messages.create(request);
    expect(message.stop_reason).toBe('tool_use');
    expect(message.content).toMatchObject([
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', id: expect.stringMatching(/^toolu_/), name: 'get_weather', input: { city: 'Oslo' } },
      { type: 'tool_use', name: 'get_weather', input: { city: 'Rom "x"' } },
    ]);
  });

  it.each([{ type: 'any' as const }, { type: 'tool' as const, name: 'get_weather' }])('calls a tool that is forced: $type', async (tool_choice) => {
    const message = await client.messages.create({ model, max_tokens: 100, tools: [weather], tool_choice, messages: user('hi') });
    expect(message.content).toMatchObject([{ type: 'tool_use', name: 'get_weather', input: { city: expect.any(String) } }]);
  });

  it.each([
    { name: 'the token limit', behaviour: { output_tokens: 50 }, options: { max_tokens: 5 }, stop: { stop_reason: 'max_tokens', stop_sequence: null } },
    { name: 'a stop sequence', behaviour: { text: 'a b c' }, options: { stop_sequences: [' b'] }, stop: { stop_reason: 'stop_sequence', stop_sequence: ' b' } },
    { name: 'a refusal', behaviour: { finish_reason: 'refusal' }, options: {}, stop: { stop_reason: 'refusal' } },
    { name: 'a raw reason', behaviour: { finish_reason: 'pause_turn' }, options: {}, stop: { stop_reason: 'pause_turn' } },
  ])('says why it stopped: $name', async ({ behaviour, options, stop }) => {
    expect(await client.messages.create({ model, max_tokens: 100, ...options, messages: user(directive(behaviour)) })).toMatchObject(stop);
  });

  it('reads images, which cost 256 tokens each', async () => {
    const source = { type: 'base64' as const, media_type: 'image/png' as const, data: 'iVBORw0KGgo=' };
    const { usage } = await client.messages.create({ model, max_tokens: 10, messages: [{ role: 'user', content: [{ type: 'image', source }, { type: 'text', text: 'what' }] }] });
    expect(usage.input_tokens).toBe(4 + 256 + 1);
  });

  // Goal: the three classes of input are disjoint, and each is billed at its own price.
  it('writes a marked prefix to the cache, reads it while it lives, and writes it again', async () => {
    const send = async (ttl: '5m' | '1h') => {
      const system = [{ type: 'text' as const, text: `${ttl}${'x'.repeat(7_998)}`, cache_control: { type: 'ephemeral' as const, ttl } }];
      const { usage } = await client.messages.create({ model, max_tokens: 10, system, messages: user(directive({ text: 'four' })) });
      return { usage, cost: (await readBill(sandbox)).entries.at(-1)!.cost_picousd };
    };
    const uncached = 4 + Math.ceil(directive({ text: 'four' }).length / 4);
    const prefix = 4 + 2_000;
    const rest = uncached * 1_000_000 + 5_000_000;
    const written = await send('5m');
    expect(written.usage).toMatchObject({ input_tokens: uncached, cache_creation_input_tokens: prefix, cache_read_input_tokens: 0, cache_creation: { ephemeral_5m_input_tokens: prefix } });
    expect(written.cost).toBe(String(prefix * 1_250_000 + rest));
    const read = await send('5m');
    expect(read.usage).toMatchObject({ input_tokens: uncached, cache_creation_input_tokens: 0, cache_read_input_tokens: prefix });
    expect(read.cost).toBe(String(prefix * 100_000 + rest));
    nowMs += 300_001;
    expect((await send('5m')).usage.cache_creation_input_tokens).toBe(prefix);
    const hour = await send('1h');
    expect(hour.usage.cache_creation).toEqual({ ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: prefix });
    expect(hour.cost).toBe(String(prefix * 2_000_000 + rest));
  });
});

describe('what Anthropic refuses', () => {
  const body = { model, max_tokens: 10, messages: user('hi') };
  const headers = { 'x-api-key': 'sk', 'anthropic-version': '2023-06-01' };
  it.each<{ name: string; body: unknown; headers: Record<string, string>; status: number; type: string; says?: string }>([
    { name: 'an unknown model', body: { ...body, model: 'claude-x' }, headers, status: 404, type: 'not_found_error', says: 'model: claude-x' },
    { name: 'no max_tokens', body: { model, messages: body.messages }, headers, status: 400, type: 'invalid_request_error', says: 'max_tokens: Field required' },
    { name: 'more tokens than the model has', body: { ...body, max_tokens: 64_001 }, headers, status: 400, type: 'invalid_request_error', says: '64001 > 64000' },
    { name: 'a system role', body: { ...body, messages: [{ role: 'system', content: 'x' }] }, headers, status: 400, type: 'invalid_request_error', says: 'Unexpected role "system"' },
    { name: 'empty messages', body: { ...body, messages: [] }, headers, status: 400, type: 'invalid_request_error' },
    { name: 'no key', body, headers: { 'anthropic-version': '2023-06-01' }, status: 401, type: 'authentication_error' },
    { name: 'no version', body, headers: { 'x-api-key': 'sk' }, status: 400, type: 'invalid_request_error', says: 'anthropic-version: header is required' },
  ])('$name', async ({ body: sent, headers: given, status, type, says = '' }) => {
    const reply = await ask({ url: `${sandbox.addresses['anthropic']}/v1/messages`, body: sent, headers: given });
    expect(reply.status).toBe(status);
    const shown = JSON.parse(reply.text);
    expect(shown).toMatchObject({ type: 'error', error: { type }, request_id: reply.headers['request-id'] });
    expect(shown.error.message).toContain(says);
  });

  it.each([
    { status: 429, type: Anthropic.RateLimitError, name: 'rate_limit_error' },
    { status: 500, type: Anthropic.InternalServerError, name: 'api_error' },
    { status: 529, type: Anthropic.InternalServerError, name: 'overloaded_error' },
  ])('status $status becomes the class that its users catch', async ({ status, type, name }) => {
    const failed = await client.messages.create({ ...body, messages: user(directive({ status, retry_after: 7 })) }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(type);
    expect(failed).toMatchObject({ status, error: { error: { type: name } } });
    expect((failed as InstanceType<typeof Anthropic.APIError>).headers?.get('retry-after')).toBe('7');
  });

  it('a stream that fails in the middle, which the SDK raises', async () => {
    const stream = client.messages.stream({ ...body, messages: user(directive({ text: 'abcdefgh', chunk_size: 2, error_after_chunks: 2, error_code: 'overloaded_error' })) });
    let text = '';
    stream.on('text', (delta) => (text += delta));
    await expect(stream.finalMessage()).rejects.toMatchObject({ error: { error: { type: 'overloaded_error' } } });
    expect(text).toBe('abcd');
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ cut: true, usage: { output_tokens: 1 } });
  });
});

describe('models', () => {
  it('are listed page by page and shown one by one', async () => {
    const ids: string[] = [];
    for await (const entry of client.models.list({ limit: 1 })) ids.push(entry.id);
    expect(ids).toContain(model);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, type: 'model', max_input_tokens: 200_000 });
  });
});
