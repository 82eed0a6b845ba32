// Goal: a service cannot tell how its caller reached it. The same promises hold over a socket and inside the process.
import { afterEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { hash } from 'node:crypto';
import { ApiKeySchema } from '@switchyard/proto/credential/v1/access_service';
import { Health } from '@switchyard/proto/health/v1/health_service';
import { AppError, isAppError, Reason } from '../errors/index.js';
import { KeyRing } from '../identity/index.js';
import { clientOf, openTransport, serve, serveGrpc, type Call, type Client, type GrpcServer, type Handlers } from './index.js';

const key = 'sy_0123456789abcdefghijklmnopqrstuvwxyz';
const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function ringOfOne(): KeyRing {
  const ring = new KeyRing();
  ring.replace([create(ApiKeySchema, { id: 'k1', tenant: 'acme', role: 'viewer', sha256: hash('sha256', key, 'buffer') })]);
  return ring;
}

const idle: Handlers<typeof Health> = {
  getStatus: () => ({ overall: 'healthy' }),
  async *watchStatus() {
    yield { overall: 'healthy' };
  },
  setMaintenance: () => ({}),
};

async function start(way: string, handlers: Partial<Handlers<typeof Health>>): Promise<{ client: Client<typeof Health>; server: GrpcServer; failures: string[] }> {
  const failures: string[] = [];
  const served = serve(Health, {
    handlers: { ...idle, ...handlers },
    access: {
      getStatus: { services: ['router'], roles: ['viewer'] },
      watchStatus: { services: ['router'], roles: ['viewer'] },
      setMaintenance: { roles: ['operator'] },
    },
    ports: ['internal', 'door'],
  });
  const server = await serveGrpc({
    name: `health-${Math.random()}`,
    services: [served],
    listeners: way === 'socket' ? [{ kind: 'door', host: '127.0.0.1', port: 0 }] : [],
    keyRing: ringOfOne(),
    onFailure: ({ method, error }) => failures.push(`${method} ${error.code}`),
  });
  closers.push(() => server.close());
  const transport = openTransport({ address: server.addresses[0] ?? '', as: 'router', headers: { authorization: `Bearer ${key}` } });
  closers.push(() => transport.close());
  return { client: clientOf(Health, transport), server, failures };
}

async function startInProcess(handlers: Partial<Handlers<typeof Health>>) {
  const failures: string[] = [];
  const name = `health-${Math.random()}`;
  const access = { getStatus: { services: ['router'] }, watchStatus: { services: ['router'] }, setMaintenance: { services: ['console'] } };
  const server = await serveGrpc({
    name,
    services: [serve(Health, { handlers: { ...idle, ...handlers }, access })],
    listeners: [],
    offerInProcess: true,
    onFailure: ({ method, error }) => failures.push(`${method} ${error.code}`),
  });
  closers.push(() => server.close());
  return { client: clientOf(Health, openTransport({ address: `inprocess:${name}`, as: 'router' })), server, failures };
}

const ways = [
  { way: 'socket', begin: (handlers: Partial<Handlers<typeof Health>>) => start('socket', handlers) },
  { way: 'process', begin: startInProcess },
];

async function rejection(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('The call succeeded.');
}

async function collect<T>(frames: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

describe.each(ways)('a call over the $way', ({ begin }) => {
  it('is answered', async () => {
    const { client } = await begin({});
    expect((await client.getStatus({}, { timeoutMs: 5000 })).overall).toBe('healthy');
  });

  it('carries an error whole: code, reason, field, next step and wait', async () => {
    const { client } = await begin({
      getStatus() {
        throw new AppError(Reason.RATE_LIMITED, 'Too many.', { field: 'tenant', nextStep: 'Wait.', retryAfterMs: 1500, exclusions: ['a: budget'] });
      },
    });
    const error = await rejection(client.getStatus({}, { timeoutMs: 5000 }));
    expect(error).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: Reason.RATE_LIMITED, message: 'Too many.' });
    expect(error.options).toMatchObject({ field: 'tenant', nextStep: 'Wait.', retryAfterMs: 1500, exclusions: ['a: budget'] });
  });

  it('hides the words of an unforeseen error, and tells them to the log', async () => {
    const { client, failures } = await begin({
      getStatus() {
        throw new Error('password=hunter2');
      },
    });
    const error = await rejection(client.getStatus({}, { timeoutMs: 5000 }));
    expect(error.reason).toBe(Reason.INTERNAL);
    expect(error.message).not.toContain('hunter2');
    expect(failures).toEqual(['switchyard.health.v1.Health/GetStatus INTERNAL']);
  });

  it('is refused when the rule does not name the caller', async () => {
    const { client } = await begin({});
    expect((await rejection(client.setMaintenance({}, { timeoutMs: 5000 }))).reason).toBe(Reason.PERMISSION_DENIED);
  });

  it('streams in order and ends with the error after the frames before it', async () => {
    const { client } = await begin({
      async *watchStatus() {
        yield { overall: 'healthy' };
        yield { overall: 'degraded' };
        throw new AppError(Reason.TRUNCATED, 'Cut.');
      },
    });
    const seen: string[] = [];
    const error = await rejection(
      (async () => {
        for await (const frame of client.watchStatus({}, { timeoutMs: 5000 })) seen.push(frame.overall);
      })(),
    );
    expect(seen).toEqual(['healthy', 'degraded']);
    expect(error.reason).toBe(Reason.TRUNCATED);
  });

  it.each([
    { name: 'the caller aborts', leave: 'abort' },
    { name: 'the caller stops reading', leave: 'break' },
    { name: 'the deadline passes', leave: 'deadline' },
  ])('tells the handler when $name', async ({ leave }) => {
    const gone = Promise.withResolvers<void>();
    const { client } = await begin({
      async *watchStatus(_request, call: Call) {
        call.signal.addEventListener('abort', () => gone.resolve());
        yield { overall: 'healthy' };
        await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
      },
    });
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _ of client.watchStatus({}, { timeoutMs: leave === 'deadline' ? 100 : 5000, signal: abort.signal })) {
        if (leave === 'abort') abort.abort();
        if (leave === 'break') break;
      }
    };
    await read().catch(() => {});
    await gone.promise;
  });

  it('can be cancelled before it is answered', async () => {
    const { client } = await begin({ getStatus: (_request, call) => new Promise((_resolve, reject) => call.signal.addEventListener('abort', () => reject(call.signal.reason))) });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    expect((await rejection(client.getStatus({}, { timeoutMs: 5000, signal: abort.signal }))).code).toBe('CANCELLED');
  });
});

describe('a door', () => {
  it.each([
    { name: 'no key', headers: {} as Record<string, string> },
    { name: 'a key nobody issued', headers: { authorization: 'Bearer sy_nobody' } },
    { name: 'a prefix of a good key', headers: { authorization: `Bearer ${key.slice(0, -1)}` } },
    { name: 'somebody speaking for an admin', headers: { 'x-switchyard-principal': 'eyJraW5kIjoic2VydmljZSJ9' } },
  ])('refuses $name', async ({ headers }: { headers: Record<string, string> }) => {
    const { server } = await start('socket', {});
    const transport = openTransport({ address: server.addresses[0] ?? '', as: 'router', headers });
    closers.push(() => transport.close());
    expect((await rejection(clientOf(Health, transport).getStatus({}, { timeoutMs: 5000 }))).reason).toBe(Reason.UNAUTHENTICATED);
  });

  it('refuses a message over 16 MiB with the limit in its words', async () => {
    const { client } = await start('socket', {});
    const error = await rejection(client.getStatus({ tenant: 'x'.repeat(17 * 1024 * 1024) }, { timeoutMs: 20_000 }));
    expect(error.reason).toBe(Reason.MESSAGE_TOO_LARGE);
    expect(error.message).toContain('16 MiB');
  });

  it('hands on an answer as large as any that is read from a vendor', async () => {
    const { client } = await start('socket', { getStatus: () => ({ overall: 'x'.repeat(50 * 1024 * 1024) }) });
    expect((await client.getStatus({}, { timeoutMs: 20_000 })).overall).toHaveLength(50 * 1024 * 1024);
  });

  it('says of a larger answer that nobody knows what came of the call, since it was made', async () => {
    const { client } = await start('socket', { getStatus: () => ({ overall: 'x'.repeat(65 * 1024 * 1024) }) });
    expect((await rejection(client.getStatus({}, { timeoutMs: 20_000 }))).reason).toBe(Reason.OUTCOME_UNKNOWN);
  });

  it('says of a request that is too large for the way that it never left', async () => {
    const { client } = await start('socket', {});
    expect((await rejection(client.getStatus({ tenant: 'x'.repeat(33 * 1024 * 1024) }, { timeoutMs: 20_000 }))).reason).toBe(Reason.MESSAGE_TOO_LARGE);
  });

  it('keeps all frames for a slow reader', async () => {
    const { client } = await start('socket', {
      async *watchStatus() {
        for (let index = 0; index < 300; index += 1) yield { overall: `${index}-${'x'.repeat(10_000)}` };
      },
    });
    expect((await collect(client.watchStatus({}, { timeoutMs: 20_000 }))).map(({ overall }) => Number.parseInt(overall, 10))).toEqual([...Array(300).keys()]);
  });
});

describe('a server that drains', () => {
  it('ends its watches at once and lets every other call finish', async () => {
    const answer = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const { client, server } = await start('socket', {
      async getStatus() {
        asked.resolve();
        await answer.promise;
        return { overall: 'healthy' };
      },
      async *watchStatus(_request, call: Call) {
        yield { overall: 'healthy' };
        await new Promise<void>((resolve) => call.signal.addEventListener('abort', () => resolve()));
      },
    });
    const watching = collect(client.watchStatus({}, { timeoutMs: 20_000 }));
    const asking = client.getStatus({}, { timeoutMs: 20_000 });
    await asked.promise;
    const drained = server.drain();
    expect((await watching).map(({ overall }) => overall)).toEqual(['healthy']);
    answer.resolve();
    expect((await asking).overall).toBe('healthy');
    await drained;
  });
});
