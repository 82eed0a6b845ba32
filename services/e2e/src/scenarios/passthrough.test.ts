// Goal: a field that nobody here knows reaches the vendor as the caller wrote it, behind every door, where the tenant may send it.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startLocalCluster, type LocalCluster } from '../cluster/local-cluster.js';

const seen: Record<string, unknown>[] = [];
const answer = { id: 'x', object: 'chat.completion', created: 1, model: 'mine', choices: [{ index: 0, message: { role: 'assistant', content: 'yes' }, finish_reason: 'stop' }], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } };

let vendor: Server;
let folder: string;
let cluster: LocalCluster;

beforeAll(async () => {
  vendor = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (request.method === 'POST') seen.push(JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(request.method === 'POST' ? answer : { object: 'list', data: [] }));
    });
  });
  await once(vendor.listen(0, '127.0.0.1'), 'listening');
  folder = mkdtempSync(join(tmpdir(), 'switchyard-passthrough-'));
  const file = join(folder, 'switchyard.yaml');
  writeFileSync(file, `providers:
  - { id: mine, type: openai, base_url: "http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1", allow_private: true, api_key: { env: SANDBOX_KEY } }
models:
  - { name: mine, provider: mine, model: mine, context_window: 8192, capabilities: [text_generation, streaming], prices: { per: 1000000, input: "1", output: "2" }, default_output_tokens: 100 }
tenants:
  - { name: dev, passthrough: true }
`);
  cluster = await startLocalCluster({ isSingle: true, env: { SWITCHYARD_CATALOG: file, SANDBOX_KEY: 'any' } });
}, 120_000);

afterAll(async () => {
  await cluster?.stop();
  vendor.closeAllConnections();
  vendor.close();
  rmSync(folder, { recursive: true, force: true });
}, 90_000);

it.each([
  { path: '/v1/chat/completions', question: { messages: [{ role: 'user', content: 'hello' }] } },
  { path: '/v1/responses', question: { input: 'hello' } },
  { path: '/v1/messages', question: { messages: [{ role: 'user', content: 'hello' }], max_tokens: 5 } },
])('$path sends it on', async ({ path, question }) => {
  const { http, apiKey } = cluster.run();
  const response = await fetch(`${http}${path}`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ model: 'mine', ...question, min_p: 0.25, guided: { choice: ['yes', 'no'] } }) });
  expect([response.status, await response.text()]).toMatchObject([200, expect.stringContaining('yes')]);
  expect(seen.at(-1)).toMatchObject({ model: 'mine', min_p: 0.25, guided: { choice: ['yes', 'no'] } });
});
