// Goal: the published client carries key and deadline, cancels what is left, and throws errors that can be acted on.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { hash } from 'node:crypto';
import { AttemptSummarySchema } from '@switchyard/proto/common/v1/attempt';
import { ApiKeySchema } from '@switchyard/proto/credential/v1/access_service';
import { Router } from '@switchyard/proto/router/v1/router_service';
import { AppError, Reason as InnerReason } from '@switchyard/common/errors';
import { serve, serveGrpc, type Call, type GrpcServer, type Handlers } from '@switchyard/common/grpc';
import { KeyRing } from '@switchyard/common/identity';
import { createClient, isSwitchyardError, Reason, userMessage, type SwitchyardClient } from './index.js';

const key = 'sy_0123456789abcdefghijklmnopqrstuvwxyz';
const anyKey = { roles: ['caller' as const] };

let server: GrpcServer;
let client: SwitchyardClient;
let calls: Call[];
let handlers: { generate?: Handlers<typeof Router>['generate']; generateStream?: Handlers<typeof Router>['generateStream'] };
beforeEach(async () => {
  calls = [];
  handlers = {};
  const later = () => Promise.reject(new AppError(InnerReason.FEATURE_NOT_BUILT, 'later'));
  const noted = <R>(call: Call, work: () => R): R => {
    calls.push(call);
    return work();
  };
  const served = serve(Router, {
    ports: ['door'],
    access: { generate: anyKey, generateStream: anyKey, embed: anyKey, generateImage: anyKey, analyzeImage: anyKey, explain: anyKey, listModels: anyKey },
    handlers: {
      generate: (request, call) => noted(call, () => handlers.generate?.(request, call) ?? { content: `echo ${request.prompt}`, complete: true }),
      generateStream: (request, call) => noted(call, () => handlers.generateStream?.(request, call) ?? (async function* () {})()),
      embed: later, generateImage: later, analyzeImage: later,
      explain: ({ subject }) => ({ source: subject.case ?? '' }),
      listModels: () => ({ features: ['photos'] }),
    },
  });
  const keyRing = new KeyRing();
  keyRing.replace([create(ApiKeySchema, { id: 'k1', tenant: 'acme', role: 'caller', sha256: hash('sha256', key, 'buffer') })]);
  server = await serveGrpc({ name: `client-${Math.random()}`, services: [served], listeners: [{ kind: 'door', host: '127.0.0.1', port: 0 }], keyRing, onFailure: () => {} });
  client = createClient({ address: server.addresses[0] ?? '', apiKey: key });
});
afterEach(async () => {
  client.close();
  await server.close();
});

const aborted = ({ signal }: Call): Promise<void> => new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve())));

describe('the client', () => {
  it('answers, with the key\'s tenant and a deadline even where none was named', async () => {
    expect(await client.generate({ prompt: 'hi' })).toMatchObject({ content: 'echo hi', complete: true });
    expect(calls[0]?.principal).toMatchObject({ tenant: 'acme' });
    expect((calls[0]?.deadlineMs ?? 0) - Date.now()).toBeGreaterThan(60_000);
    await client.generate({ messages: [userMessage('hi')] }, { timeoutMs: 2_000 });
    expect((calls[1]?.deadlineMs ?? Infinity) - Date.now()).toBeLessThan(2_001);
  });

  it('streams frames as they come, and leaving the loop cancels the call', async () => {
    handlers.generateStream = async function* () {
      for (let index = 0; ; index += 1) yield { frame: { case: 'contentDelta', value: { text: String(index) } } };
    };
    for await (const { frame } of client.stream({ prompt: 'count' })) if (frame.case === 'contentDelta' && frame.value.text === '3') break;
    await aborted(calls[0] as Call);
  });

  it('cancels by its signal', async () => {
    const gone = new AbortController();
    handlers.generate = async (_request, call) => {
      gone.abort();
      await aborted(call);
      return {};
    };
    const call = client.generate({ prompt: 'x' }, { signal: gone.signal });
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
    await aborted(calls[0] as Call);
  });

  it('ends at its deadline', async () => {
    handlers.generate = async (_request, call) => {
      await aborted(call);
      return {};
    };
    await expect(client.generate({ prompt: 'x' }, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  });

  it('throws errors with reason, next step and attempts', async () => {
    handlers.generate = () => {
      throw new AppError(InnerReason.PROVIDER_TIMEOUT, 'quick at p: too slow', { nextStep: 'Allow more time.', requestId: 'r1', attempts: [create(AttemptSummarySchema, { model: 'quick' })] });
    };
    const error = await client.generate({ prompt: 'x' }).catch((thrown: unknown) => thrown);
    expect(isSwitchyardError(error)).toBe(true);
    expect(error).toMatchObject({ reason: Reason.PROVIDER_TIMEOUT, code: 'UNAVAILABLE', options: { nextStep: 'Allow more time.', requestId: 'r1', attempts: [{ model: 'quick' }] } });
  });

  it('is refused with a wrong key', async () => {
    const stranger = createClient({ address: server.addresses[0] ?? '', apiKey: 'sy_wrong' });
    await expect(stranger.generate({ prompt: 'x' })).rejects.toMatchObject({ reason: Reason.UNAUTHENTICATED });
    stranger.close();
  });

  it('explains what was and what would be, and lists models', async () => {
    expect([(await client.explain('r1')).source, (await client.explainPlan({ prompt: 'x' })).source]).toEqual(['requestId', 'dryRun']);
    expect((await client.listModels()).features).toEqual(['photos']);
  });
});
