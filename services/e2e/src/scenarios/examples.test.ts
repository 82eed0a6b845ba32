// Goal: each example in deploy/examples runs as it stands, by base URL and key alone, over models of other vendors than its SDK's.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startEveryDialect, type EveryDialect } from '../cluster/every-dialect.js';

const folder = fileURLToPath(new URL('../../../../deploy/examples/', import.meta.url));

/** What each prints, line by line. */
const prints: Readonly<Record<string, readonly RegExp[]>> = {
  'anthropic-messages.mjs': [/^plain: .+/, /^stream: .+/, /^tokens: [1-9]/],
  'langchain-anthropic.mjs': [/^plain: .+/, /^stream: .+/, /^tool: .*: 3\.2/],
  'langchain-openai.mjs': [/^plain: .+/, /^stream: .+/, /^vectors: 2/],
  'openai-chat.mjs': [/^plain: .+/, /^stream: .+/, /^models: claude, embedder, gemini, gpt, llama/],
  'openai-responses.mjs': [/^plain: .+/, /^stream: .+/],
  'vercel-ai-anthropic.mjs': [/^plain: .+/, /^stream: .+/, /^tool: .*: 3\.2/],
  'vercel-ai-openai.mjs': [/^plain: .+/, /^stream: .+/, /^plain: .+/, /^stream: .+/],
};

let every: EveryDialect;
beforeAll(async () => {
  every = await startEveryDialect();
}, 120_000);
afterAll(async () => every?.stop(), 90_000);

it('there is no example that is not run', () => {
  expect(readdirSync(folder).filter((name) => name.endsWith('.mjs')).toSorted()).toEqual(Object.keys(prints));
});

it.each(Object.keys(prints).flatMap((file) => (file.includes('anthropic') ? ['gpt', 'gemini'] : ['claude', 'gemini']).map((model) => ({ file, model }))))('$file over $model', async ({ file, model }) => {
  const { http, apiKey } = every.cluster.run();
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder, timeout: 60_000, env: { PATH: process.env['PATH'] ?? '', SWITCHYARD_URL: http, SWITCHYARD_API_KEY: apiKey, MODEL: model, EMBEDDER: 'embedder' } });
  // Answers may have lines of their own.
  const lines = stdout.split('\n').filter((line) => /^(?:plain|stream|models|vectors|tool|tokens): /.test(line));
  expect(lines).toHaveLength(prints[file]?.length ?? 0);
  prints[file]?.forEach((pattern, index) => expect(lines[index]).toMatch(pattern));
}, 90_000);
