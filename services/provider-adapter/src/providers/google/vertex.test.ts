// Goal: the same provider under Vertex AI's paths, with a token that is fetched once with a service account, and never told.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { create } from '@bufbuild/protobuf';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { EmbedRequestSchema, GenerateImageRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { embedCall } from '../../domain/calls/embed-call.js';
import { imageCall } from '../../domain/calls/image-call.js';
import { complete } from '../../domain/complete.js';
import { ModelLists } from '../../domain/model-lists.js';
import { embeddingsOf, imagesOf } from '../../server/results.js';
import { askEither, startHarness, taskOf, type Harness } from '../../testing/harness.js';
import { fetchOpener } from '../../toolkit/http/open-fetch.js';
import { providers } from '../index.js';
import { baseUrlFor, pathOf } from './endpoint.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const { signal } = new AbortController();
let harness: Harness;
let tokenServer: Server;
let tokenUri: string;
let asked: { grantType: string; claims: Record<string, unknown>; isSigned: boolean }[] = [];
const hung = { status: 0, body: {} };
let answer = { status: 200, body: { access_token: 'ya29.first', expires_in: 3_599 } as object };

beforeAll(async () => {
  tokenServer = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      const form = new URLSearchParams(text);
      const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
      asked.push({
        grantType: form.get('grant_type') ?? '',
        claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>,
        isSigned: createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(publicKey, signature, 'base64url'),
      });
      if (answer === hung) return;
      response.writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => tokenServer.listen(0, '127.0.0.1', resolve));
  tokenUri = `http://127.0.0.1:${(tokenServer.address() as AddressInfo).port}/token`;
  harness = await startHarness();
  harness.catalog.put(
    { id: 'vertex', type: 'google', baseUrl: harness.sandbox.baseUrls['google']!, allowPrivate: true, credentials: ['vertex-key'], options: { location: 'europe-west4', project: 'my-project' } },
    [{ name: 'gemini-2.5-flash' }],
  );
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: { access_token: 'ya29.first', expires_in: 3_599 } };
  // Each test has a key of its own, so that none finds a token of another.
  setAccount(`robot-${randomUUID()}@my-project.iam.gserviceaccount.com`);
});
afterAll(async () => {
  await harness.close();
  tokenServer.closeAllConnections();
  await new Promise((resolve) => tokenServer.close(resolve));
});

function setAccount(clientEmail: string): void {
  const keyFile = { type: 'service_account', client_email: clientEmail, private_key_id: 'k1', private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }), token_uri: tokenUri };
  harness.credentials.values.set('vertex-key', { service_account_json: JSON.stringify(keyFile) });
}

describe('Vertex AI', () => {
  it.each([{ isStream: false }, { isStream: true }])('answers, with one token for calls that come together (streamed: $isStream)', async ({ isStream }) => {
    const answers = await Promise.all([1, 2, 3].map(() => askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash', behaviour: { text: 'Hello' } }, isStream)));
    for (const { text, report } of answers) {
      expect(text).toBe('Hello');
      expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    }
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer', isSigned: true, claims: { aud: tokenUri, scope: 'https://www.googleapis.com/auth/cloud-platform' } });
    const { iat, exp } = asked[0]!.claims as { iat: number; exp: number };
    expect(exp - iat).toBe(3_600);
  });

  it('a token near its end is renewed', async () => {
    answer.body = { access_token: 'ya29.short', expires_in: 60 };
    for (let times = 0; times < 2; times += 1) await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash' }, false);
    expect(asked).toHaveLength(2);
  });

  it('a token that the vendor refuses is fetched anew by the next call', async () => {
    const { report } = await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash', behaviour: { status: 401 } }, true);
    expect(report.failure!.errorClass).toBe(ErrorClass.CREDENTIAL);
    await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash' }, false);
    expect(asked).toHaveLength(2);
  });

  it.each([{ isStream: false }, { isStream: true }])('waits for a token no longer than for a connection, and sends nothing (streamed: $isStream)', async ({ isStream }) => {
    answer = hung;
    const startMs = performance.now();
    const { report } = await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash', timers: { connectMs: 200n } }, isStream);
    expect(performance.now() - startMs).toBeLessThan(1_500);
    expect(report).toMatchObject({ outcome: AttemptOutcome.TIMED_OUT, sent: false, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'connect', message: expect.stringContaining('token') }, usage: { meters: {} } });
  });

  it.each([
    { name: 'a refused account', status: 400, body: { error: 'invalid_grant', error_description: 'secret words' }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'a token service that is down', status: 503, body: {}, errorClass: ErrorClass.NETWORK },
    { name: 'an answer without a token', status: 200, body: {}, errorClass: ErrorClass.CREDENTIAL },
  ])('$name is its class, costs nothing, and is asked again', async ({ status, body, errorClass }) => {
    answer = { status, body };
    const { report } = await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash' }, false);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, sent: false, failure: { errorClass } });
    expect(report.usage!.meters).toEqual({});
    expect(report.failure!.message).not.toContain('secret words');
    answer = { status: 200, body: { access_token: 'ya29.later', expires_in: 3_599 } };
    expect((await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash' }, false)).report.outcome).toBe(AttemptOutcome.SUCCEEDED);
  });

  it.each([
    { name: 'no JSON', file: 'nonsense' },
    { name: 'a key that is none', file: JSON.stringify({ client_email: 'a@b', private_key: 'SECRET' }) },
  ])('a key file with $name is told without its words', async ({ file }) => {
    harness.credentials.values.set('vertex-key', { service_account_json: file });
    const { report } = await askEither(harness, { provider: 'vertex', model: 'gemini-2.5-flash' }, false);
    expect(report.failure!.errorClass).toBe(ErrorClass.CREDENTIAL);
    expect(report.failure!.message).not.toMatch(/SECRET|nonsense/);
  });

  it.each([{ model: 'gemini-embedding-001', inputs: ['one', 'two'] }, { model: 'gemini-embedding-2', inputs: ['one'] }])('embeds with $model', async ({ model, inputs }) => {
    const { answer: fold, report } = await complete(harness.attempts, embedCall(create(EmbedRequestSchema, { ...taskOf({ provider: 'vertex', model }), task: { inputs } })), { signal });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(embeddingsOf(fold)).toHaveLength(inputs.length);
    expect(report.usage!.inputTokens).toBe(BigInt(inputs.length));
  });

  it('paints with Imagen, billed by the picture', async () => {
    const { answer: fold, report } = await complete(harness.attempts, imageCall(create(GenerateImageRequestSchema, { ...taskOf({ provider: 'vertex', model: 'imagen-4.0-generate-001' }), task: { prompt: 'a cat', n: 3, size: '1024x1024' } })), { signal });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(imagesOf(fold)).toHaveLength(3);
    expect(report.usage!.meters).toEqual({ images: 3n });
  });

  it('paints with Gemini, billed by the token', async () => {
    const { answer: fold, report } = await complete(harness.attempts, imageCall(create(GenerateImageRequestSchema, { ...taskOf({ provider: 'vertex', model: 'gemini-2.5-flash-image' }), task: { prompt: 'a cat', size: '16:9' } })), { signal });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(imagesOf(fold)).toHaveLength(1);
    expect(report.usage!.meters).toMatchObject({ output_image: 1_290n });
  });
});

it.each([{ provider: 'google', id: 'gemini-2.5-flash' }, { provider: 'vertex', id: 'gemini-2.5-flash' }])("lists $provider's models through the SDK", async ({ provider, id }) => {
  const lists = new ModelLists({ providers, catalog: harness.catalog, credentials: harness.credentials, openFetch: fetchOpener(harness.pool) });
  const models = await lists.of(provider);
  expect(models.map((model) => model.id)).toContain(id);
  if (provider === 'google') expect(models.find((model) => model.id === id)).toMatchObject({ contextWindow: 1_048_576, capabilities: ['chat'] });
});

describe('addresses', () => {
  it.each([
    { location: '', url: undefined },
    { location: 'global', url: 'https://aiplatform.googleapis.com' },
    { location: 'eu', url: 'https://aiplatform.eu.rep.googleapis.com' },
    { location: 'europe-west4', url: 'https://europe-west4-aiplatform.googleapis.com' },
    { location: 'evil.example/', url: '' },
  ])('location "$location"', ({ location, url }) => expect(baseUrlFor({ location })).toBe(url));

  it('a name never leaves its place in the path', () => {
    expect(pathOf({ options: {}, project: '' }, 'tunedModels/x?y', 'generateContent')).toBe('/v1beta/tunedModels/x%3Fy:generateContent');
    expect(() => pathOf({ options: {}, project: '' }, '../x', 'generateContent')).toThrow('model:');
    expect(() => pathOf({ options: { location: 'global' }, project: 'a/b' }, 'm', 'predict')).toThrow('options.project');
  });
});
