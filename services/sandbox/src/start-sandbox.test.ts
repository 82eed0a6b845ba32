import { connect } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { startSandbox } from './start-sandbox.js';
import type { Sandbox } from './start-sandbox.js';
import { ask, countInflight, directive, readBill, startTestSandbox, until, vendors } from './testing/harness.js';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

const openai = vendors[0]!;

describe('startSandbox', () => {
  it('gives the same answers, chunk by chunk, for the same seed, and others for another', async () => {
    const play = async (seed: number): Promise<string[]> => {
      const played = await startTestSandbox({ seed, now: () => 0 });
      const texts: string[] = [];
      for (const vendor of vendors) {
        for (const stream of [false, true]) {
          texts.push((await ask({ url: `${played.addresses[vendor.provider]}${vendor.path}`, headers: vendor.headers, body: vendor.body('hi', { stream }) })).text);
        }
      }
      await played.close();
      return texts;
    };
    const first = await play(11);
    expect(await play(11)).toEqual(first);
    expect(await play(12)).not.toEqual(first);
  });

  it.each([
    { name: 'an unknown dialect', ports: [{ name: 'x', dialect: 'klingon', port: 0 }], says: 'there is no dialect "klingon"' },
    { name: 'a name used twice', ports: [{ name: 'x', dialect: 'openai', port: 0 }, { name: 'x', dialect: 'ollama', port: 0 }], says: 'two ports are named "x"' },
  ])('refuses $name', async ({ ports, says }) => {
    await expect(startSandbox({ ports })).rejects.toThrow(says);
  });

  it('frees the ports it had when a later one is taken', async () => {
    sandbox = await startTestSandbox();
    const taken = Number(new URL(sandbox.control).port);
    await expect(startSandbox({ ports: [{ name: 'a', dialect: 'openai', port: 0 }], controlPort: taken })).rejects.toThrow('EADDRINUSE');
  });

  it('closes in the middle of calls, which then end', async () => {
    const closing = await startTestSandbox();
    const hanging = ask({ url: `${closing.addresses['openai']}${openai.path}`, headers: openai.headers, body: openai.body(directive({ hang: true })) });
    await until(async () => (await countInflight(closing)) === 1);
    await closing.close();
    expect((await hanging).status).toBeUndefined();
  });
});

// Goal: a batch waits for a day; a sandbox that is stopped must not.
it('leaves no timer of a batch that still runs when it closes', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  sandbox = await startTestSandbox();
  const before = timers();
  const hanging = { custom_id: 'a', params: { model: 'claude-haiku-4-5', max_tokens: 9, messages: [{ role: 'user', content: directive({ hang: true }) }] } };
  const ordered = await ask({ url: `${sandbox.addresses['anthropic']}/v1/messages/batches`, headers: vendors[1]!.headers, body: { requests: [hanging] } });
  expect(ordered.status).toBe(200);
  expect(timers()).toBeGreaterThan(before);
  await sandbox.close();
  expect(timers()).toBeLessThanOrEqual(before);
});

// Goal: a reader that stops reading stops the generator, and what was not made is not billed.
it('makes no more of a stream than a slow reader takes', async () => {
  sandbox = await startTestSandbox();
  const { hostname, port } = new URL(sandbox.addresses['openai']!);
  const body = JSON.stringify(openai.body(directive({ output_tokens: 1_000_000 }), { stream: true, model: 'gpt-5-mini' }));
  await ask({ url: `${sandbox.control}/control/models`, body: { dialect: 'openai', id: 'gpt-5-mini', output_tokens_max: 1_000_000, prices: { input: '1', output: '1' } } });
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  await new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.pause();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await countInflight(sandbox)).toBe(1);
  expect((await readBill(sandbox)).entries).toEqual([]);
  socket.destroy();
  await until(async () => (await readBill(sandbox!)).entries.length === 1);
  const [entry] = (await readBill(sandbox)).entries;
  expect(entry).toMatchObject({ cancelled: true });
  expect(entry!.usage['output_tokens']).toBeGreaterThan(0);
  expect(entry!.usage['output_tokens']).toBeLessThan(900_000);
});

it('survives callers that leave while they write, and bytes that are no HTTP', async () => {
  sandbox = await startTestSandbox();
  const { hostname, port } = new URL(sandbox.addresses['openai']!);
  for (const bytes of ['POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-length: 100\r\n\r\n{"mod', 'nonsense\r\n\r\n', 'GET // HTTP/1.1\r\nhost: x\r\n\r\n', 'GET /v1/models/%zz HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\n\r\n']) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
  }
  await until(async () => (await countInflight(sandbox!)) === 0);
  expect((await readBill(sandbox)).entries).toEqual([]);
  const alive = await ask({ url: `${sandbox.addresses['openai']}${openai.path}`, headers: openai.headers, body: openai.body('hi') });
  expect(alive.status).toBe(200);
});
