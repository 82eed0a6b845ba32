// Goal: what people have already (curl, the official SDK, grpcurl's reflection, the client) works against a run as make dev starts it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createClient, isSwitchyardError, Reason, userMessage } from '@switchyard/client';
import OpenAI from 'openai';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';

let cluster: LocalCluster;
let openai: OpenAI;

beforeAll(async () => {
  cluster = await startLocalCluster({ isSingle: true });
  openai = new OpenAI({ baseURL: `${cluster.run().http}/v1`, apiKey: cluster.run().apiKey, maxRetries: 0 });
}, 120_000);

afterAll(async () => cluster?.stop(), 90_000);

const user = (content: string) => [{ role: 'user' as const, content }];
const weather = { type: 'function' as const, function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } };

describe('the HTTP door', () => {
  it('answers curl', async () => {
    const { http, apiKey } = cluster.run();
    const { stdout } = await promisify(execFile)('curl', ['-sS', `${http}/v1/chat/completions`, '-H', `authorization: Bearer ${apiKey}`, '-H', 'content-type: application/json', '-d', '{"model":"quick","messages":[{"role":"user","content":"hello"}]}']);
    const answer = JSON.parse(stdout) as { object: string; choices: { finish_reason: string; message: { content: string } }[] };
    expect(answer).toMatchObject({ object: 'chat.completion', choices: [{ finish_reason: 'stop' }] });
    expect(answer.choices[0]?.message.content.length).toBeGreaterThan(0);
  });

  it('answers the SDK whole, as a stream and with tools', async () => {
    const whole = await openai.chat.completions.create({ model: 'careful', messages: user('hello') });
    expect(whole.usage?.total_tokens).toBeGreaterThan(0);
    const stream = openai.chat.completions.stream({ model: 'feature:photo_analysis', messages: user('hello'), stream_options: { include_usage: true } });
    const final = await stream.finalChatCompletion();
    expect(final.choices[0]?.message.content?.length).toBeGreaterThan(0);
    expect(final.usage?.completion_tokens).toBeGreaterThan(0);
    const called = await openai.chat.completions.create({ model: 'careful', messages: user('weather?'), tools: [weather], tool_choice: 'required' });
    const call = called.choices[0]?.message.tool_calls?.[0];
    expect(called.choices[0]?.finish_reason).toBe('tool_calls');
    expect(call?.type === 'function' ? JSON.parse(call.function.arguments) : undefined).toHaveProperty('city');
  });

  it('ends a stream that the provider cut as an error, never as a finished answer', async () => {
    const stream = await openai.chat.completions.create({ model: 'quick', stream: true, messages: user('[[sandbox {"cut_after_chunks": 3, "chunk_count": 8}]]') });
    const finishes: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of stream) for (const { finish_reason: finish } of chunk.choices) if (finish !== null) finishes.push(finish);
    };
    await expect(read()).rejects.toThrow(/broke off/);
    expect(finishes).toEqual([]);
  });

  it.each([
    { name: 'an unknown model', key: true, body: { model: 'gtp-5' }, raises: OpenAI.NotFoundError },
    { name: 'a wrong key', key: false, body: { model: 'quick' }, raises: OpenAI.AuthenticationError },
    { name: 'a bad parameter', key: true, body: { model: 'quick', temperature: 9 }, raises: OpenAI.BadRequestError },
  ])('raises the class that users of the SDK catch for $name', async ({ key, body, raises }) => {
    const client = key ? openai : new OpenAI({ baseURL: `${cluster.run().http}/v1`, apiKey: 'sy_wrong', maxRetries: 0 });
    await expect(client.chat.completions.create({ messages: user('hello'), ...body })).rejects.toBeInstanceOf(raises);
  });
});

describe('the client', () => {
  it('answers, streams, explains, and cancels', async () => {
    const { grpc, apiKey } = cluster.run();
    const client = createClient({ address: grpc, apiKey });
    const answer = await client.generate({ model: 'quick', messages: [userMessage('hello')], clientRequestId: 'mine-1' }, { timeoutMs: 10_000 });
    expect(answer).toMatchObject({ complete: true, clientRequestId: 'mine-1', provider: 'openai-eu' });
    expect((await client.explain('mine-1')).decision?.candidates[0]?.why).toBe('named');
    const seen: (string | undefined)[] = [];
    for await (const { frame } of client.stream({ model: 'quick', prompt: 'hello' }, { timeoutMs: 10_000 })) seen.push(frame.case);
    expect(seen.at(0)).toBe('attemptStarted');
    expect(seen.at(-1)).toBe('finished');
    const abort = new AbortController();
    const startedAtMs = Date.now();
    setTimeout(() => abort.abort(), 100);
    const cancelled = await client.generate({ model: 'quick', prompt: '[[sandbox {"hang": true}]]' }, { timeoutMs: 10_000, signal: abort.signal }).catch((error: unknown) => error);
    expect(isSwitchyardError(cancelled) && cancelled.reason === Reason.CANCELLED).toBe(true);
    expect(Date.now() - startedAtMs).toBeLessThan(1_000);
    client.close();
  });
});
