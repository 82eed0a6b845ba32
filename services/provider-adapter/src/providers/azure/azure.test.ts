// Goal: both APIs of Azure are reached with a key and with a token, and a token is had once, kept, and dropped when refused.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Reason } from '@switchyard/common/errors';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { factOf } from '../../testing/facts.js';
import { ask, askEither, startHarness, until, type Harness } from '../../testing/harness.js';
import { entraToken } from './entra-token.js';
import { pathOf } from './path.js';

let harness: Harness;
let authority: Server;
let authorityUrl: string;
let asked: string[] = [];
const hung = { status: 0, body: {} };
let answer = { status: 200, body: { access_token: 'token-1', expires_in: 3600 } as object };

beforeAll(async () => {
  harness = await startHarness();
  authority = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      asked.push(`${request.url} ${body}`);
      if (answer === hung) return;
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve));
  authorityUrl = `http://127.0.0.1:${(authority.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked = [];
  answer = { status: 200, body: { access_token: 'token-1', expires_in: 3600 } };
});
afterAll(async () => {
  await harness.close();
  authority.closeAllConnections();
  await new Promise((resolve) => authority.close(resolve));
});

// Each test has a directory of its own, so that none finds a token of another.
let app: { tenant_id: string; client_id: string; client_secret: string };
beforeEach(() => {
  app = { tenant_id: `directory-${randomUUID()}`, client_id: 'app', client_secret: 'very-secret' };
});

function put(id: string, options: Record<string, string>, credential: Record<string, string>): void {
  const baseUrl = harness.sandbox.baseUrls['azure']!.replace(/\/openai$/, '');
  harness.catalog.put({ id, type: 'azure', baseUrl, allowPrivate: true, credentials: [`${id}-key`], options }, [{ name: 'gpt-4.1-mini' }]);
  harness.credentials.values.set(`${id}-key`, credential);
}

it.each([
  { call: 'chat' as const, apiVersion: '', path: '/openai/v1/chat/completions' },
  { call: 'chat' as const, apiVersion: '2024-10-21', path: '/openai/deployments/my%20one/chat/completions?api-version=2024-10-21' },
  { call: 'models' as const, apiVersion: '2024-10-21', path: '/openai/models?api-version=2024-10-21' },
])('$path', ({ call, apiVersion, path }) => {
  expect(pathOf({ call, deployment: 'my one', apiVersion })).toBe(path);
});

it.each(['', '.', '..', 'a/b', '../x'])('the deployment "%s" never leaves its place in the path', (deployment) => {
  expect(() => pathOf({ call: 'chat', deployment, apiVersion: '2024-10-21' })).toThrow('model:');
});

describe('an attempt', () => {
  it.each([
    { name: 'the v1 API with a key', options: {}, credential: () => ({ api_key: 'k' }), tokens: 0 },
    { name: 'the v1 API with a ready token', options: {}, credential: () => ({ entra_token: 't' }), tokens: 0 },
    { name: 'the dated API with the token of an app', options: { api_version: '2024-10-21' }, credential: () => app, tokens: 1 },
  ])('reaches $name', async ({ options, credential, tokens }) => {
    put('azure-x', { ...(options as Record<string, string>), authority: authorityUrl }, credential());
    for (const isStream of [false, true]) {
      const { report, text } = await askEither(harness, { provider: 'azure-x', model: 'gpt-4.1-mini', behaviour: { text: 'ready' } }, isStream);
      expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
      expect(text).toBe('ready');
    }
    // Had once for both.
    expect(asked).toHaveLength(tokens);
    if (tokens > 0) expect(asked[0]).toBe(`/${app.tenant_id}/oauth2/v2.0/token grant_type=client_credentials&client_id=app&client_secret=very-secret&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default`);
  });

  it('asks for another token when the vendor refused one', async () => {
    put('azure-y', { authority: authorityUrl }, app);
    const refused = await ask(harness, { provider: 'azure-y', model: 'gpt-4.1-mini', behaviour: { status: 401 } });
    expect(refused.report.failure!.errorClass).toBe(ErrorClass.CREDENTIAL);
    await ask(harness, { provider: 'azure-y', model: 'gpt-4.1-mini' });
    expect(asked).toHaveLength(2);
  });

  it("keeps the tokens of other apps when the vendor refused one's", async () => {
    put('azure-one', { authority: authorityUrl }, app);
    put('azure-other', { authority: authorityUrl }, { ...app, client_id: 'other' });
    await ask(harness, { provider: 'azure-other', model: 'gpt-4.1-mini' });
    await ask(harness, { provider: 'azure-one', model: 'gpt-4.1-mini', behaviour: { status: 401 } });
    await ask(harness, { provider: 'azure-other', model: 'gpt-4.1-mini' });
    expect(asked).toHaveLength(2);
  });

  it.each([
    { name: 'an app that Entra does not know', credential: () => app, status: 401, errorClass: ErrorClass.CREDENTIAL, says: /invalid_client/ },
    { name: 'Entra being down', credential: () => app, status: 503, errorClass: ErrorClass.OVERLOADED, says: /no token/ },
    { name: 'a credential with half of an app', credential: () => ({ tenant_id: 'directory' }), status: 200, errorClass: ErrorClass.CREDENTIAL, says: /client_secret/ },
  ])('tells $name without a secret, and nothing is sent', async ({ credential, status, errorClass, says }) => {
    answer = { status, body: { error: 'invalid_client', error_description: 'AADSTS7000215: very-secret is wrong' } };
    put('azure-z', { authority: authorityUrl }, credential());
    const { report } = await ask(harness, { provider: 'azure-z', model: 'gpt-4.1-mini' });
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass }, sent: false });
    expect(report.failure!.message).toMatch(says);
    expect(report.failure!.message).not.toContain('very-secret');
  });

  it.each([{ isStream: false }, { isStream: true }])('waits for a token no longer than for a connection, and sends nothing (streamed: $isStream)', async ({ isStream }) => {
    answer = hung;
    put('azure-h', { authority: authorityUrl }, app);
    const startMs = performance.now();
    const { report } = await askEither(harness, { provider: 'azure-h', model: 'gpt-4.1-mini', timers: { connectMs: 200n } }, isStream);
    expect(performance.now() - startMs).toBeLessThan(1_500);
    expect(report).toMatchObject({ outcome: AttemptOutcome.TIMED_OUT, sent: false, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'connect' }, usage: { meters: {} } });
  });

  it('is given up at once when its caller leaves while a token is awaited', async () => {
    answer = hung;
    put('azure-g', { authority: authorityUrl }, app);
    const [leaving, attemptId] = [new AbortController(), randomUUID()];
    const left = ask(harness, { provider: 'azure-g', model: 'gpt-4.1-mini', attemptId }, leaving.signal);
    left.catch(() => {});
    await until(() => asked.length > 0);
    const startMs = performance.now();
    leaving.abort();
    await expect(left).rejects.toMatchObject({ reason: Reason.CANCELLED });
    await until(() => harness.attempts.runningCount === 0);
    // The timer that would end it otherwise takes twice as long.
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(factOf(harness, attemptId)).toMatchObject({ outcome: AttemptOutcome.CANCELLED, usage: { meters: {} } });
  });

  it('tells the content filter from other bad requests', async () => {
    const { report } = await ask(harness, { provider: 'azure', behaviour: { status: 400, error_code: 'content_filter' } });
    expect(report.failure!.errorClass).toBe(ErrorClass.CONTENT_FILTER);
  });
});

it('a token is had anew five minutes before it ends, and never twice at once', async () => {
  const given = { tenantId: 'd', clientId: 'a', clientSecret: 's', options: { authority: authorityUrl }, fetchAt: () => fetch };
  await Promise.all([entraToken(given, 0), entraToken(given, 0)]);
  await entraToken(given, 3_290_000);
  expect(asked).toHaveLength(1);
  await entraToken(given, 3_310_000);
  expect(asked).toHaveLength(2);
});
