// The official client is the judge here: what it reads from our wire is what we meant.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ollama } from 'ollama';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: Ollama;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  client = new Ollama({ host: sandbox.addresses['ollama']! });
});
afterAll(() => sandbox.close());

const user = (content: string) => [{ role: 'user', content }];
const weather = { type: 'function', function: { name: 'get_weather', description: 'w', parameters: { type: 'object', required: ['city'], properties: { city: { type: 'string', description: 'c' } } } } };

describe('chat', () => {
  it('answers plainly without a key, and costs nothing', async () => {
    const text = directive({ text: 'hello' });
    const answer = await client.chat({ model: 'llama3.2', messages: user(text) });
    const input = 4 + Math.ceil(text.length / 4);
    expect(answer).toMatchObject({ model: 'llama3.2', message: { role: 'assistant', content: 'hello' }, done: true, done_reason: 'stop', prompt_eval_count: input, eval_count: 2 });
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ provider: 'ollama', model: 'llama3.2', usage: { input_tokens: input, output_tokens: 2 }, cost_picousd: '0' });
  });

  it('streams lines, the last of which has the counts', async () => {
    const text = 'naïve 信号 '.repeat(40);
    let joined = '';
    let last;
    for await (const part of await client.chat({ model: 'llama3.2:latest', messages: user(directive({ text })), stream: true })) {
      joined += part.message.content;
      last = part;
    }
    expect(joined).toBe(text);
    expect(last).toMatchObject({ done: true, done_reason: 'stop', eval_count: Math.ceil(Buffer.byteLength(text) / 4) });
  });

  it.each([false, true])('calls tools whole (streamed: %s)', async (stream) => {
    const behaviour = { tool_calls: [{ name: 'get_weather', arguments: { city: 'Oslo' } }] };
    const calls: unknown[] = [];
    if (stream) {
      for await (const part of await client.chat({ model: 'qwen3', tools: [weather], messages: user(directive(behaviour)), stream })) calls.push(...(part.message.tool_calls ?? []));
    } else {
      calls.push(...((await client.chat({ model: 'qwen3', tools: [weather], messages: user(directive(behaviour)) })).message.tool_calls ?? []));
    }
    expect(calls).toMatchObject([{ function: { name: 'get_weather', arguments: { city: 'Oslo' } } }]);
  });

  it.each([
    { name: 'its usual window', options: {}, count: 4_096 },
    { name: 'the window it was told', options: { num_ctx: 8_192 }, count: 5_004 },
  ])('cuts a long prompt to $name without a word', async ({ options, count }) => {
    expect((await client.chat({ model: 'llama3.2', messages: user('x'.repeat(20_000)), options })).prompt_eval_count).toBe(count);
  });

  it('stops at num_predict and says so', async () => {
    expect(await client.chat({ model: 'llama3.2', messages: user(directive({ output_tokens: 40 })), options: { num_predict: 4 } })).toMatchObject({ done_reason: 'length' });
  });

  it('reads images and structured formats', async () => {
    const answer = await client.chat({ model: 'gemma3', format: { type: 'object', required: ['a'], properties: { a: { const: 1 } } }, messages: [{ role: 'user', content: 'what', images: ['iVBORw0KGgo='] }] });
    expect(answer.prompt_eval_count).toBe(4 + 1 + 256);
    expect(JSON.parse(answer.message.content)).toEqual({ a: 1 });
  });
});

describe('the rest of the API', () => {
  it('lists and shows models', async () => {
    expect((await client.list()).models.map((entry) => entry.name)).toContain('llama3.2:latest');
    expect((await client.show({ model: 'llama3.2' })).capabilities).toContain('tools');
    await expect(client.show({ model: 'none' })).rejects.toThrow("model 'none' not found");
    expect((await ask({ url: `${sandbox.addresses['ollama']}/api/version`, method: 'GET' })).status).toBe(200);
  });

  it('embeds', async () => {
    const { embeddings, prompt_eval_count } = await client.embed({ model: 'nomic-embed-text', input: ['one', 'two'] });
    expect(embeddings.map((vector) => vector.length)).toEqual([768, 768]);
    expect(prompt_eval_count).toBe(2);
  });

  it.each([
    { name: 'an unknown model', path: '/api/chat', body: { model: 'none', messages: [] }, status: 404, error: "model 'none' not found" },
    { name: 'no model', path: '/api/chat', body: { messages: [] }, status: 400, error: 'model is required' },
    { name: 'content that is no text', path: '/api/chat', body: { model: 'llama3.2', messages: [{ role: 'user', content: [] }] }, status: 400, error: expect.stringContaining('cannot unmarshal') },
    { name: 'an unknown path', path: '/api/nothing', body: {}, status: 404, error: '404 page not found' },
  ])('refuses $name', async ({ path, body, status, error }) => {
    const reply = await ask({ url: `${sandbox.addresses['ollama']}${path}`, body });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toEqual({ error });
  });
});
