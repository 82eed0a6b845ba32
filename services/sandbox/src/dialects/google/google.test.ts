// The official client is the judge here: what it reads from our wire is what we meant.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiError, GoogleGenAI } from '@google/genai/web';

import type { Sandbox } from '../../start-sandbox.js';
import { ask, directive, readBill, startTestSandbox } from '../../testing/harness.js';

let sandbox: Sandbox;
let client: GoogleGenAI;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  // Its own fetch looks for a dispatcher of Node's that a test's realm does not have.
  const plainFetch = (input: string | URL | Request, init?: RequestInit) => globalThis.fetch(input, init);
  client = new GoogleGenAI({ apiKey: 'key', httpOptions: { baseUrl: sandbox.addresses['google']!, fetch: plainFetch, retryOptions: { attempts: 1 } } });
});
afterAll(() => sandbox.close());

const flash = 'gemini-2.5-flash';
const weather = { name: 'get_weather', parametersJsonSchema: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } } };

describe('generateContent', () => {
  it('answers plainly at the list price', async () => {
    const text = directive({ text: 'hello', usage: { input_tokens: 1_000, cached_input_tokens: 600, output_tokens: 300, reasoning_tokens: 250 } });
    const answer = await client.models.generateContent({ model: flash, contents: text });
    expect(answer.text).toBe('hello');
    expect(answer.usageMetadata).toMatchObject({ promptTokenCount: 1_000, cachedContentTokenCount: 600, candidatesTokenCount: 50, thoughtsTokenCount: 250, totalTokenCount: 1_300 });
    // 400 at 0.30, 600 at 0.03 and 300 at 2.50 USD per million.
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ provider: 'google', model: flash, cost_picousd: String(400 * 300_000 + 600 * 30_000 + 300 * 2_500_000) });
  });

  it('streams chunks, the last of which has reason and whole usage', async () => {
    const text = 'naïve 信号 '.repeat(40);
    let joined = '';
    let last;
    for await (const chunk of await client.models.generateContentStream({ model: flash, contents: directive({ text }) })) {
      joined += chunk.text ?? '';
      last = chunk;
    }
    expect(joined).toBe(text);
    expect(last).toMatchObject({ candidates: [{ finishReason: 'STOP' }], usageMetadata: { candidatesTokenCount: Math.ceil(Buffer.byteLength(text) / 4) } });
  });

  it('calls a function that is forced, with arguments of its schema', async () => {
    const answer = await client.models.generateContent({ model: flash, contents: 'x', config: { tools: [{ functionDeclarations: [weather] }], toolConfig: { functionCallingConfig: { mode: 'ANY' as never } } } });
    expect(answer.functionCalls).toMatchObject([{ name: 'get_weather', args: { city: expect.any(String) } }]);
  });

  it('Gemini 3 signs its calls, and wants the signature back', async () => {
    const model = 'gemini-3-flash-preview';
    const config = { tools: [{ functionDeclarations: [weather] }] };
    const asked = { role: 'user', parts: [{ text: directive({ tool_calls: [{ name: 'get_weather' }] }) }] };
    const called = (await client.models.generateContent({ model, contents: [asked], config })).candidates![0]!.content!;
    expect(called.parts![0]!.thoughtSignature).toEqual(expect.any(String));
    const result = { role: 'user', parts: [{ functionResponse: { name: 'get_weather', response: { output: 'sun' } } }] };
    expect((await client.models.generateContent({ model, contents: [asked, called, result], config })).candidates).toHaveLength(1);
    const unsigned = { role: 'model', parts: [{ functionCall: called.parts![0]!.functionCall! }] };
    await expect(client.models.generateContent({ model, contents: [asked, unsigned, result], config })).rejects.toMatchObject({ status: 400, message: expect.stringContaining('thought_signature') });
  });

  it.each([
    { name: 'an unknown field', body: { contents: [{ parts: [{ text: 'x' }] }], max_tokens: 3 }, message: 'Unknown name "max_tokens"' },
    { name: 'an unknown field of the config', body: { contents: [{ parts: [{ text: 'x' }] }], generationConfig: { maxTokens: 3 } }, message: 'Unknown name "maxTokens"' },
    { name: 'no contents', body: {}, message: 'contents is not specified' },
    { name: 'another role', body: { contents: [{ role: 'assistant', parts: [{ text: 'x' }] }] }, message: 'valid role' },
    { name: 'an empty part', body: { contents: [{ parts: [{}] }] }, message: "required oneof field 'data'" },
    { name: 'bytes that are none', body: { contents: [{ parts: [{ inlineData: { mimeType: 'image/png', data: '*' } }] }] }, message: 'Base64 decoding failed' },
  ])('refuses $name', async ({ body, message }) => {
    const reply = await ask({ url: `${sandbox.addresses['google']}/v1beta/models/${flash}:generateContent`, headers: { 'x-goog-api-key': 'k' }, body });
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text)).toMatchObject({ error: { code: 400, status: 'INVALID_ARGUMENT', message: expect.stringContaining(message) } });
  });

  it.each([
    { name: 'no key', headers: {}, status: 403 },
    { name: 'a revoked key', headers: { 'x-goog-api-key': 'bad' }, status: 400 },
    { name: 'an empty purse', headers: { 'x-goog-api-key': 'poor' }, status: 429 },
  ])('$name is refused in Google\'s words', async ({ headers, status }) => {
    for (const [key, state] of [['bad', 'revoked'], ['poor', 'out_of_quota']]) await ask({ url: `${sandbox.control}/control/keys`, body: { key, state } });
    const reply = await ask({ url: `${sandbox.addresses['google']}/v1beta/models/${flash}:generateContent`, headers: headers as Record<string, string>, body: {} });
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text)).toMatchObject({ error: { code: status } });
  });

  it('an unknown model is the SDK\'s 404', async () => {
    await expect(client.models.generateContent({ model: 'gemini-0', contents: 'x' })).rejects.toThrow(ApiError);
    await expect(client.models.generateContent({ model: 'gemini-0', contents: 'x' })).rejects.toMatchObject({ status: 404 });
  });
});

it('embeds many at once', async () => {
  const { embeddings } = await client.models.embedContent({ model: 'gemini-embedding-001', contents: ['one', 'two'], config: { outputDimensionality: 8 } });
  expect(embeddings!.map(({ values }) => values!.length)).toEqual([8, 8]);
});

it('paints by Imagen at a price per picture, and by Gemini at a price per token', async () => {
  const url = `${sandbox.addresses['google']}/v1/projects/p/locations/l/publishers/google/models/imagen-4.0-generate-001:predict`;
  const reply = await ask({ url, headers: { authorization: 'Bearer ya29' }, body: { instances: [{ prompt: 'a cat' }], parameters: { sampleCount: 2 } } });
  expect(JSON.parse(reply.text).predictions).toHaveLength(2);
  expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ usage: { images: 2 }, cost_picousd: '80000000000' });
  const answer = await client.models.generateContent({ model: 'gemini-2.5-flash-image', contents: 'a cat', config: { responseModalities: ['IMAGE'] } });
  expect(answer.candidates![0]!.content!.parts![0]!.inlineData).toMatchObject({ mimeType: 'image/png' });
  expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ usage: { image_output_tokens: 1_290 } });
});

it('lists what is for sale', async () => {
  const names: (string | undefined)[] = [];
  for await (const { name } of await client.models.list()) names.push(name);
  expect(names).toContain(`models/${flash}`);
});

it('speaks Vertex AI\'s paths with a token', async () => {
  const url = `${sandbox.addresses['google']}/v1/projects/p/locations/l/publishers/google/models/${flash}:generateContent`;
  const reply = await ask({ url, headers: { authorization: 'Bearer ya29' }, body: { contents: [{ role: 'user', parts: [{ text: 'x' }] }] } });
  expect(reply.status).toBe(200);
});
