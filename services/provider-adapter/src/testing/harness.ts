// An adapter's domain over real sockets to a real sandbox, with fakes in place of the other services.
import { randomUUID } from 'node:crypto';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { systemClock } from '@switchyard/common/lifecycle';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import { Role, type ChatParametersSchema, type MessageSchema } from '@switchyard/proto/common/v1/chat';
import { AttemptTermsSchema } from '@switchyard/proto/event/v1/usage';
import { AttemptRequestSchema, AttemptTimersSchema, type AttemptReport, type AttemptRequest } from '@switchyard/proto/provider/v1/attempt';
import { startSandbox, type Sandbox } from '@switchyard/sandbox';
import type { AnswerStep } from '../adapter/answer-step.js';
import { Attempts } from '../domain/attempts.js';
import { Batches } from '../domain/batches/batches.js';
import { chatCall } from '../domain/calls/chat-call.js';
import { complete } from '../domain/complete.js';
import { partsOf } from '../server/results.js';
import { providers } from '../providers/index.js';
import { fetchOpener } from '../toolkit/http/open-fetch.js';
import { wireOpener } from '../toolkit/http/open-wire.js';
import { VendorPool } from '../toolkit/http/vendor-pool.js';
import { loadConformance, typeOf } from './conformance.js';
import { FakeCatalog, FakeCredentials, FakeJournal, silentEvents } from './fakes.js';
import { hear, hearSteps, wordsOfSteps, type Heard } from './hear.js';

const known = await loadConformance();

export interface Harness {
  readonly sandbox: Sandbox;
  readonly attempts: Attempts;
  readonly batches: Batches;
  readonly journal: FakeJournal;
  readonly catalog: FakeCatalog;
  readonly credentials: FakeCredentials;
  readonly pool: VendorPool;
  close(): Promise<void>;
}

/** Every provider of the index gets a sandbox port of its own dialect. */
export async function startHarness(): Promise<Harness> {
  const sandbox = await startSandbox({ ports: [...known].map(([id, { dialect = typeOf(id) }]) => ({ name: id, dialect, port: 0 })), seed: 7 });
  const catalog = new FakeCatalog();
  const credentials = new FakeCredentials();
  for (const [id, { models, options = {}, baseUrl = (url: string) => url, credential = { api_key: `sk-test-${id}` } }] of known) {
    const named = Object.values(models).map((name) => ({ name }));
    catalog.put({ id, type: typeOf(id), baseUrl: baseUrl(sandbox.baseUrls[id]!), allowPrivate: true, credentials: [`${id}-key`], options }, named);
    credentials.values.set(`${id}-key`, { ...credential });
  }
  const journal = new FakeJournal();
  const pool = new VendorPool();
  const world = { providers, catalog, credentials, journal, openFetch: fetchOpener(pool), events: silentEvents, clock: systemClock };
  const attempts = new Attempts({ ...world, openWire: wireOpener({ pool, clock: systemClock }) });
  const batches = new Batches(world);
  return {
    sandbox,
    attempts,
    batches,
    journal,
    catalog,
    credentials,
    pool,
    async close() {
      await attempts.close();
      await pool.close();
      await sandbox.close();
    },
  };
}

export interface Ask {
  readonly provider: string;
  readonly text?: string;
  /** Told to the sandbox inside the text of the last message. */
  readonly behaviour?: Readonly<Record<string, unknown>>;
  readonly messages?: MessageInitShape<typeof MessageSchema>[];
  readonly parameters?: Omit<MessageInitShape<typeof ChatParametersSchema>, '$typeName'>;
  readonly model?: string;
  readonly timers?: Partial<Record<'connectMs' | 'firstOutputMs' | 'idleMs' | 'totalMs', bigint>>;
  readonly attemptId?: string;
}

export function userSays(text: string): MessageInitShape<typeof MessageSchema> {
  return { role: Role.USER, parts: [{ content: { case: 'text', value: text } }] };
}

export function requestOf({ provider, text = 'Say something.', behaviour, messages, parameters, model = known.get(provider)?.models.chat ?? '', timers, attemptId = randomUUID() }: Ask): AttemptRequest {
  const words = behaviour === undefined ? text : `${text} [[sandbox ${JSON.stringify(behaviour)}]]`;
  return create(AttemptRequestSchema, {
    terms: { attemptId, requestId: 'request-1', number: 1, kind: AttemptKind.PRIMARY, payer: { tenant: 'acme' }, provider, model, vendorModel: model, credentialId: `${provider}-key` },
    chat: { messages: messages ?? [userSays(words)], parameters: { maxOutputTokens: 200, ...parameters } },
    timers: { connectMs: 2_000n, firstOutputMs: 5_000n, idleMs: 5_000n, totalMs: 10_000n, ...timers },
  });
}

export interface Streamed {
  readonly steps: readonly AnswerStep[];
  readonly text: string;
  readonly report: AttemptReport;
}

const never = new AbortController().signal;

export async function ask(harness: Harness, request: Ask, signal: AbortSignal = never): Promise<{ parts: ReturnType<typeof partsOf>; report: AttemptReport }> {
  const { answer, report } = await complete(harness.attempts, chatCall(requestOf(request), { isStream: false }), { signal });
  return { parts: partsOf(answer), report };
}

export async function askStream(harness: Harness, request: Ask, signal: AbortSignal = never): Promise<Streamed> {
  const { steps, report } = await hearSteps(harness.attempts, chatCall(requestOf(request), { isStream: true }), signal);
  return { steps, text: wordsOfSteps(steps, 'text'), report };
}

/** Both ways to ask, told alike, so that a table may hold them to the same. */
export async function askEither(harness: Harness, request: Ask, isStream: boolean): Promise<Heard> {
  return hear(harness.attempts, chatCall(requestOf(request), { isStream }));
}

/** What the sandbox would charge for an attempt; undefined when nothing. */
export async function billOf(harness: Harness, attemptId: string): Promise<{ usage: Record<string, number> } | undefined> {
  const { entries } = (await (await fetch(`${harness.sandbox.control}/bill`)).json()) as { entries: { attempt_id: string; usage: Record<string, number> }[] };
  return entries.find(({ attempt_id: id }) => id === attemptId);
}

/** Asks again until it is so. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the condition did not come true in 5 s');
}

/** The same for calls besides chat. */
export function taskOf({ provider, model, attemptId = randomUUID() }: { provider: string; model: string; attemptId?: string }) {
  return {
    terms: create(AttemptTermsSchema, { attemptId, requestId: 'request-1', number: 1, kind: AttemptKind.PRIMARY, payer: { tenant: 'acme' }, provider, model, vendorModel: model, credentialId: `${provider}-key` }),
    timers: create(AttemptTimersSchema, { connectMs: 2_000n, totalMs: 10_000n }),
    endUser: '',
  };
}
