// Goal: whatever shape a key has, a vendor that repeats it tells it to nobody but us.
import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { AttemptTermsSchema } from '@switchyard/proto/event/v1/usage';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import { AnalyzeImageRequestSchema, AttemptRequestSchema } from '@switchyard/proto/provider/v1/attempt';
import { systemClock } from '@switchyard/common/lifecycle';
import type { Provider } from '../adapter/provider.js';
import { VendorFailure } from '../adapter/vendor-failure.js';
import { azure } from '../providers/azure/index.js';
import { bedrock } from '../providers/bedrock/index.js';
import { google } from '../providers/google/index.js';
import { googleVision } from '../providers/google-vision/index.js';
import { openai } from '../providers/openai/index.js';
import { FakeCatalog, FakeCredentials, FakeJournal, silentEvents } from '../testing/fakes.js';
import { Attempts } from './attempts.js';
import { analyzeCall } from './calls/analyze-call.js';
import { chatCall } from './calls/chat-call.js';
import { complete } from './complete.js';
import type { Wire } from './ports.js';
import { SpokenSecrets } from './spoken-secrets.js';

const key = 'plainHexKey/0123+456789';
const token = `had+for/the-credential=${'0123456789abcdef'.repeat(60)}`;
const wire: Wire = { post: () => Promise.reject(new Error('not called')), isStarted: true, isSentWhole: true, answeredStatus: 200, stop: () => {}, release: () => {} };

describe('SpokenSecrets', () => {
  it('takes out what was remembered, in every spelling, and leaves short words alone', () => {
    const spoken = new SpokenSecrets();
    expect(spoken.remember(key)).toBe(key);
    spoken.remember('eu');
    const text = [key, Buffer.from(key).toString('base64'), encodeURIComponent(key), 'eu'].join(' | ');
    expect(spoken.redact(text)).toBe('[redacted] | [redacted] | [redacted] | eu');
  });

  it.each([
    { name: 'cut off', text: `a ${token.slice(0, 40)}`, clean: 'a [redacted]' },
    { name: 'twice', text: `${token}${token}.`, clean: '[redacted][redacted].' },
    { name: 'begun alike', text: token.slice(0, 15), clean: token.slice(0, 15) },
  ])('takes out a long one that is $name', ({ text, clean }) => {
    const spoken = new SpokenSecrets();
    spoken.remember(token);
    expect(spoken.redact(text)).toBe(clean);
  });
});

describe('an attempt whose vendor repeats the key everywhere', () => {
  it.each([
    { name: 'in its answer', fails: false },
    { name: 'in its error', fails: true },
  ])('$name tells it neither in the report nor in the fact', async ({ fails }) => {
    const echo: Provider = {
      ...openai,
      id: 'echo',
      complete: (_order, context) => {
        const said = context.secret('api_key')!;
        context.warn(`your key is ${said}`);
        if (fails) return Promise.reject(new VendorFailure({ origin: 'vendor', errorClass: ErrorClass.CALLER, message: `key ${said} is odd`, vendorCode: said }));
        return Promise.resolve([
          { type: 'meta', responseModel: said, responseId: said, tier: said },
          { type: 'usage', counts: { input: 1n, output: 1n }, raw: { for: said }, isFinal: true },
          { type: 'finish', unified: 'unknown', raw: said },
        ]);
      },
    };
    const catalog = new FakeCatalog();
    catalog.put({ id: 'echo', type: 'echo', baseUrl: 'https://x.example', credentials: ['k'] }, [{ name: 'm' }]);
    const credentials = new FakeCredentials();
    credentials.values.set('k', { api_key: key });
    const journal = new FakeJournal();
    const attempts = new Attempts({ providers: [echo], catalog, credentials, journal, openWire: () => wire, openFetch: () => { throw new Error('nothing is fetched here'); }, events: silentEvents, clock: systemClock });
    const request = create(AttemptRequestSchema, { terms: create(AttemptTermsSchema, { attemptId: 'a', provider: 'echo', model: 'm', vendorModel: 'm', credentialId: 'k' }), chat: { messages: [{}], parameters: { maxOutputTokens: 5 } } });
    const { report } = await complete(attempts, chatCall(request, { isStream: false }), { signal: new AbortController().signal });
    const told = JSON.stringify([report, journal.facts], (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
    expect(told).toContain('[redacted]');
    expect(told).not.toContain(key);
  });
});

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const keyFile = JSON.stringify({ client_email: 'robot@p.example', private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }) });

describe('a vendor that repeats what was had for the credential', () => {
  it.each([
    { provider: azure, options: {}, credential: { tenant_id: 't', client_id: 'a', client_secret: 'only-for-Entra' } },
    { provider: google, options: { location: 'europe-west4', project: 'p' }, credential: { service_account_json: keyFile } },
    { provider: googleVision, model: 'label-detection', options: {}, credential: { service_account_json: keyFile } },
    { provider: bedrock, options: { credentials: 'chain' }, credential: {} },
  ] as { provider: Provider; model?: string; options: Record<string, string>; credential: Record<string, string> }[])('is told on by nobody: $provider.id', async ({ provider, model = 'm', options, credential }) => {
    const sent: string[] = [];
    const echo: Wire = {
      ...wire,
      post: async ({ headers, body, authorise, sign }) => {
        const named = { ...headers, ...(await authorise?.()) };
        const all = (await sign?.({ method: 'POST', url: new URL('https://x.example/y'), headers: named, body: Buffer.from(JSON.stringify(body)) })) ?? named;
        sent.push(...Object.values(all));
        // Without the word Bearer, by which every log knows a token.
        const said = (all['x-amz-security-token'] ?? all['authorization'])?.replace('Bearer ', '');
        const pieces = [Buffer.from(JSON.stringify({ message: `odd: ${said}`, error: { message: `odd: ${said}`, code: said, status: 'INVALID_ARGUMENT' } }))];
        return { status: 400, header: () => undefined, read: () => Promise.resolve(pieces.shift()), heard: () => {} };
      },
    };
    const catalog = new FakeCatalog();
    catalog.put({ id: 'echo', type: provider.id, baseUrl: 'https://x.example', allowPrivate: true, credentials: ['k'], options }, [{ name: model }]);
    const credentials = new FakeCredentials();
    credentials.values.set('k', credential);
    const journal = new FakeJournal();
    const fetch = () => Promise.resolve(Response.json({ access_token: token, expires_in: 3_600 }));
    const attempts = new Attempts({ providers: [provider], catalog, credentials, journal, openWire: () => echo, openFetch: ({ baseUrl }) => ({ baseUrl, fetch }), events: silentEvents, clock: systemClock });
    const terms = create(AttemptTermsSchema, { attemptId: 'a', provider: 'echo', model, vendorModel: model, credentialId: 'k' });
    const look = create(AnalyzeImageRequestSchema, { terms, task: { images: [{ source: { case: 'url', value: 'https://x.example/a.png' } }] } });
    const request = create(AttemptRequestSchema, { terms, chat: { messages: [{ role: Role.USER, parts: [{ content: { case: 'text', value: 'Hi' } }] }], parameters: { maxOutputTokens: 5 } } });
    const before = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIACHAIN', AWS_SECRET_ACCESS_KEY: 'sandbox-secret', AWS_SESSION_TOKEN: token });
    try {
      const call = provider.complete === undefined ? analyzeCall(look) : chatCall(request, { isStream: false });
      const { report } = await complete(attempts, call, { signal: new AbortController().signal });
      const told = JSON.stringify([report, journal.facts], (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
      expect(sent.join(' ')).toContain(token);
      expect(report.failure?.message).toContain('[redacted]');
      expect(told).not.toContain(token.slice(0, 30));
    } finally {
      for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) if (before[name] === undefined) delete process.env[name];
    }
  });
});
