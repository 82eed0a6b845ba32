// Goal: the service as others meet it: started by its definition, called over its contract, watched from its journal.
import { fromBinary, create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Catalog, SnapshotSchema } from '@switchyard/proto/catalog/v1/catalog_service';
import { AttemptKind, AttemptOutcome } from '@switchyard/proto/common/v1/attempt';
import { CredentialSchema } from '@switchyard/proto/credential/v1/credential';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Evidence, UsageBatchSchema, type UsageFact } from '@switchyard/proto/event/v1/usage';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { connectEvents, declareStreams, subjects, type EventBus } from '@switchyard/common/events';
import { Changes, clientOf, openTransport, serve, serveGrpc, type Client, type GrpcServer, type ServedService } from '@switchyard/common/grpc';
import { startService, type RunningService } from '@switchyard/common/lifecycle';
import { startSandbox, type Sandbox } from '@switchyard/sandbox';
import { providers } from './providers/index.js';
import { providerAdapter } from './service.js';
import { presets } from './providers/presets/index.js';
import { expectedOf, loadConformance, typeOf } from './testing/conformance.js';
import { requestOf, until } from './testing/harness.js';

const busUrl = 'embedded://provider-adapter-test';
const directory = mkdtempSync(join(tmpdir(), 'provider-adapter-'));
const facts: UsageFact[] = [];
const known = await loadConformance();
const closers: (() => Promise<void> | void)[] = [];
let sandbox: Sandbox;
let running: RunningService;
let router: Client<typeof ProviderAdapter>;

function as(service: string): Client<typeof ProviderAdapter> {
  return clientOf(ProviderAdapter, openTransport({ address: 'inprocess:provider-adapter', as: service }));
}

const start = () => startService(providerAdapter, { env: { IN_PROCESS: 'true', NATS_URL: busUrl, DATA_DIR: directory, LOG_LEVEL: 'silent' } });

beforeAll(async () => {
  sandbox = await startSandbox({ ports: [...known].map(([id, { dialect = typeOf(id) }]) => ({ name: id, dialect, port: 0 })), seed: 3 });
  closers.push(() => sandbox.close());
  const bus = await connectEvents({ url: busUrl, name: 'test' });
  closers.push(() => bus.close());
  await collectFacts(bus);
  for (const [name, service] of Object.entries(neighbours())) {
    const server: GrpcServer = await serveGrpc({ name, services: [service], listeners: [], offerInProcess: true, onFailure: () => {} });
    closers.push(() => server.close());
  }
  running = await start();
  router = as('router');
});

afterAll(async () => {
  await running.stop();
  for (const close of closers.reverse()) await close();
  rmSync(directory, { recursive: true });
});

async function collectFacts(bus: EventBus): Promise<void> {
  await bus.ensureStreams(declareStreams());
  const consumer = await bus.consume({ stream: 'USAGE', durable: 'test', subjects: [subjects.usageAll] }, (batch) => {
    for (const { data } of batch) facts.push(...fromBinary(UsageBatchSchema, data).facts);
    return Promise.resolve();
  });
  closers.push(() => consumer.close());
}

/** catalog, credential and cost-ledger, as far as the adapter meets them. */
function neighbours(): Record<string, ServedService> {
  const anyone = { services: ['provider-adapter'] };
  const refuse = (): never => {
    throw new Error('not a part of this test');
  };
  const snapshot = create(SnapshotSchema, {
    revision: 5n,
    providers: [...known].map(([id, { options = {}, baseUrl = (url: string) => url }]) => ({ id, type: typeOf(id), baseUrl: baseUrl(sandbox.baseUrls[id]!), allowPrivate: true, credentials: [`${id}-key`], options })),
    models: [...known].flatMap(([id, { models }]) => Object.values(models).map((name) => ({ name, provider: id, modelId: name }))),
  });
  const rules = new Proxy({}, { get: () => anyone }) as never;
  const others = (handlers: object) => new Proxy(handlers, { get: (known, name) => Reflect.get(known, name) ?? refuse }) as never;
  return {
    catalog: serve(Catalog, {
      access: rules,
      handlers: others({ watchSnapshots: (_request: unknown, { signal }: { signal: AbortSignal }) => new Changes().frames(signal, (occasion) => ({ revision: 5n, snapshot: occasion === 'start' ? snapshot : undefined })) }),
    }),
    credential: serve(Credentials, {
      access: rules,
      handlers: others({
        useCredential: ({ id }: { id: string }) => ({ fields: { api_key: new TextEncoder().encode(`sk-${id}`) }, version: 1, state: 'active' }),
        watchCredentials: (_request: unknown, { signal }: { signal: AbortSignal }) =>
          new Changes().frames(signal, () => ({ revision: 1n, snapshot: true, credentials: providers.map(({ id }) => create(CredentialSchema, { id: `${id}-key`, version: 1, state: 'active' })) })),
      }),
    }),
    'cost-ledger': serve(Ledger, { access: rules, handlers: others({ disposed: () => ({ factIds: [] }) }) }),
  };
}

describe('provider-adapter', () => {
  it('answers a plain call, and its fact reaches the bus', async () => {
    const request = requestOf({ provider: 'openai', behaviour: { text: 'Good day.' } });
    const { parts, report } = await router.complete(request, { timeoutMs: 5_000 });
    expect(parts).toMatchObject([{ content: { case: 'text', value: 'Good day.' } }]);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED, sent: true });
    const id = `${request.terms!.attemptId}/adapter/finished`;
    await until(() => facts.some((fact) => fact.id === id));
    expect(facts.find((fact) => fact.id === id)).toMatchObject({ tenant: 'acme', fact: { case: 'attemptFinished', value: { evidence: Evidence.REPORTED, route: 'openai/gpt-4.1-mini/-/openai-key' } } });
  });

  it('streams from its first frame to its report, without a message per token', async () => {
    const cases: string[] = [];
    let deltas = 0;
    let text = '';
    for await (const { frame } of router.stream(requestOf({ provider: 'anthropic', behaviour: { output_tokens: 100, chunk_count: 50 } }), { timeoutMs: 5_000 })) {
      cases.push(frame.case!);
      if (frame.case !== 'deltas') continue;
      deltas += frame.value.deltas.length;
      for (const { step } of frame.value.deltas) if (step.case === 'text') text += step.value.text;
    }
    expect(cases[0]).toBe('started');
    expect(cases.slice(-2)).toEqual(['usage', 'report']);
    expect(text).not.toBe('');
    expect(cases.filter((name) => name === 'deltas').length).toBeLessThan(deltas);
  });

  it('a failure of the provider is data', async () => {
    const { parts, report } = await router.complete(requestOf({ provider: 'ollama', behaviour: { status: 503 } }), { timeoutMs: 5_000 });
    expect(parts).toEqual([]);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, httpStatus: 503 });
  });

  it('tells what it knows: provider types, and the models of each', async () => {
    const { types } = await as('console').listProviders({}, { timeoutMs: 5_000 });
    expect(types.map(({ id }) => id)).toEqual(providers.map(({ id }) => id).sort());
    expect(types.every(({ documentation, capabilities }) => documentation !== '' && capabilities.length > 0)).toBe(true);
    for (const [id, { models: sold }] of known) {
      const listed = as('catalog').listModels({ provider: id }, { timeoutMs: 5_000 });
      if (presets.some((preset) => preset.id === id) && expectedOf(id).offers.models === undefined) {
        await expect(listed).rejects.toMatchObject({ code: 'UNIMPLEMENTED' });
        continue;
      }
      const { models } = await listed;
      // Ollama names what was pulled without a tag with the tag it got.
      expect(models.map((model) => model.id.replace(/:latest$/, ''))).toContain(Object.values(sold)[0]);
    }
    await expect(as('catalog').listModels({ provider: 'nobody' }, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a model list that the key does not open says so, and not the key', async () => {
    await fetch(`${sandbox.control}/control/keys`, { method: 'POST', body: JSON.stringify({ key: 'sk-openai-key', state: 'revoked' }) });
    const refused = await as('catalog').listModels({ provider: 'openai' }, { timeoutMs: 5_000 }).catch((error: Error) => error);
    await fetch(`${sandbox.control}/control/keys`, { method: 'DELETE' });
    expect(refused).toBeInstanceOf(Error);
    expect((refused as Error).message).toMatch(/answered 401/);
    expect((refused as Error).message).not.toContain('sk-');
  });

  it('probes by the cheapest call, booked as a probe', async () => {
    const { terms, timers } = requestOf({ provider: 'openai' });
    const { report } = await as('health-monitor').probe({ terms: { ...terms!, kind: AttemptKind.PROBE }, timers }, { timeoutMs: 5_000 });
    expect([AttemptOutcome.SUCCEEDED, AttemptOutcome.INCOMPLETE]).toContain(report!.outcome);
    expect(Number(report!.usage!.outputTokens)).toBeLessThanOrEqual(16);
    await expect(as('health-monitor').probe({ terms, timers }, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', options: { field: 'terms.kind' } });
  });

  it.each([
    { name: 'an unknown provider', change: { provider: 'nobody' }, code: 'NOT_FOUND' },
    { name: 'an attempt without an id', change: { attemptId: '' }, code: 'INVALID_ARGUMENT' },
    { name: 'a revision that it does not reach in time', change: { catalogRevision: 6n }, code: 'UNAVAILABLE' },
  ])('refuses $name before anything leaves', async ({ change, code }) => {
    const request = requestOf({ provider: 'openai', attemptId: randomUUID() });
    Object.assign(request.terms!, change);
    await expect(router.complete(request, { timeoutMs: 5_000 })).rejects.toMatchObject({ code });
  });

  it('lets nobody but the router pay', async () => {
    await expect(as('console').complete(requestOf({ provider: 'openai' }), { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(as('router').probe({}, { timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('waits at its end for the usage of a call whose caller left, and starts again with nothing unknown', async () => {
    const request = requestOf({ provider: 'openai', behaviour: { output_tokens: 40, chunk_count: 10, chunk_delay_ms: 30 } });
    const leave = new AbortController();
    const reading = (async () => {
      for await (const { frame } of router.stream(request, { timeoutMs: 5_000, signal: leave.signal })) if (frame.case === 'deltas') leave.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
    await running.stop();
    const id = `${request.terms!.attemptId}/adapter/finished`;
    await until(() => facts.some((fact) => fact.id === id));
    expect(facts.find((fact) => fact.id === id)!.fact).toMatchObject({ value: { outcome: AttemptOutcome.CANCELLED, evidence: Evidence.REPORTED } });
    running = await start();
    expect(facts.filter((fact) => fact.id.endsWith('/adapter/unknown'))).toEqual([]);
  });
});
