// Goal: every bad input and every fault has its own (status, reason), names its field or limit and the next step, and spends nothing.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Role } from '@switchyard/proto/common/v1/chat';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { GenerateRequestSchema } from '@switchyard/proto/router/v1/generate';
import { Router } from '@switchyard/proto/router/v1/router_service';
import { isAppError, Reason, type AppError } from '@switchyard/common/errors';
import { clientOf, openTransport, type Client, type Transport } from '@switchyard/common/grpc';
import { catalogOf } from '../../testing/catalog.js';
import { goodKey, goodKeys, limitedKey, openDoors, type Doors } from '../../testing/doors.js';
import { eventually } from '../../testing/eventually.js';
import { World, type Act } from '../../testing/world.js';

type Request = MessageInitShape<typeof GenerateRequestSchema>;

const catalog = catalogOf([{ name: 'a', fallbacks: ['b'] }, { name: 'b' }, { name: 'hidden', visibleTo: ['other'] }], { chain: ['a'] });
const options = { timeoutMs: 5_000 };
const hello: Request = { model: 'a', prompt: 'hello' };

let act: Act;
let world: World;
let doors: Doors;
let transports: Transport[];
beforeEach(async () => {
  act = { kind: 'answer' };
  transports = [];
  world = new World({ script: () => act });
  doors = await openDoors(world, catalog);
});
afterEach(async () => {
  transports.forEach((transport) => transport.close());
  await doors.close();
});

function router(key = goodKey): Client<typeof Router> {
  const transport = openTransport({ address: doors.grpc, as: 'client', headers: { authorization: `Bearer ${key}` } });
  transports.push(transport);
  return clientOf(Router, transport);
}

async function refused(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  if (isAppError(error)) return error;
  throw error;
}

async function drained(request: Request, key = goodKey): Promise<void> {
  for await (const _frame of router(key).generateStream(request, options)) continue;
}

const message = (over: object = {}) => ({ role: Role.USER, parts: [{ content: { case: 'text' as const, value: 'hello' } }], ...over });

const badInputs: { name: string; request: Request; code: string; reason: Reason; field: string; says: string }[] = [
  { name: 'an unknown model', request: { ...hello, model: 'ab' }, code: 'NOT_FOUND', reason: Reason.UNKNOWN_MODEL, field: 'model', says: 'Did you mean' },
  { name: 'a model of another tenant', request: { ...hello, model: 'hidden' }, code: 'NOT_FOUND', reason: Reason.UNKNOWN_MODEL, field: 'model', says: 'no model "hidden"' },
  { name: 'an unknown feature', request: { feature: 'photo', prompt: 'x' }, code: 'NOT_FOUND', reason: Reason.UNKNOWN_FEATURE, field: 'feature', says: 'photos' },
  { name: 'an unknown strategy', request: { ...hello, strategy: 'luck' }, code: 'INVALID_ARGUMENT', reason: Reason.INVALID_FIELD, field: 'strategy', says: 'luck' },
  { name: 'nothing to answer', request: { model: 'a' }, code: 'INVALID_ARGUMENT', reason: Reason.MISSING_FIELD, field: 'messages', says: 'nothing to answer' },
  { name: 'a message without parts', request: { model: 'a', messages: [message({ parts: [] })] }, code: 'INVALID_ARGUMENT', reason: Reason.MISSING_FIELD, field: 'messages[0].parts', says: 'empty' },
  { name: 'negative max tokens', request: { ...hello, parameters: { maxOutputTokens: -1 } }, code: 'INVALID_ARGUMENT', reason: Reason.INVALID_FIELD, field: 'parameters.max_output_tokens', says: '-1' },
  { name: 'a field for the provider without leave', request: { ...hello, parameters: { extraJson: '{"min_p":1}' } }, code: 'INVALID_ARGUMENT', reason: Reason.UNKNOWN_FIELD, field: 'parameters.extra_json.min_p', says: 'min_p' },
  { name: 'fields for the provider that are no object', request: { ...hello, parameters: { extraJson: '[1]' } }, code: 'INVALID_ARGUMENT', reason: Reason.INVALID_FIELD, field: 'parameters.extra_json', says: 'JSON object' },
  { name: 'a feature of a later version', request: { ...hello, hedge: true }, code: 'UNIMPLEMENTED', reason: Reason.FEATURE_NOT_BUILT, field: 'hedge', says: 'hedge' },
];

describe('bad input', () => {
  it.each(badInputs)('$name', async ({ request, code, reason, field, says }) => {
    for (const call of [router().generate(request, options), drained(request)]) {
      const error = await refused(call);
      expect(error).toMatchObject({ code, reason, options: { field, nextStep: expect.stringMatching(/.+/), requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
      expect(error.message).toContain(says);
    }
    expect(world.sentIds).toEqual([]);
    expect(world.facts).toEqual([]);
  });

  it('of 17 MiB is refused by its size, with the limit', async () => {
    const request = { ...hello, prompt: 'x'.repeat(17 * 1024 * 1024) };
    const error = await refused(router().generate(request, options));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', reason: Reason.MESSAGE_TOO_LARGE, options: { nextStep: expect.stringContaining('URL') } });
    expect(error.message).toContain('16 MiB');
  });
});

describe('a caller', () => {
  it.each([
    { name: 'with a wrong key', key: 'sy_wrong' },
    { name: 'with no key at all', key: '' },
  ])('$name is not known', async ({ key }) => {
    expect(await refused(router(key).generate(hello, options))).toMatchObject({ code: 'UNAUTHENTICATED', reason: Reason.UNAUTHENTICATED, options: { nextStep: expect.stringMatching(/key|authorization/) } });
    expect(await refused(drained(hello, key))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('whose tenant is gone is not known any longer', async () => {
    expect((await router(limitedKey).generate({ ...hello, model: 'b' }, options)).model).toBe('b');
    doors.keyRing.replace(goodKeys().filter(({ id }) => id === 'k1'));
    expect(await refused(router(limitedKey).generate({ ...hello, model: 'b' }, options))).toMatchObject({ code: 'UNAUTHENTICATED', message: expect.stringContaining('revoked') });
  });

  it('whose key is limited to other models is told so', async () => {
    const error = await refused(router(limitedKey).generate({ ...hello, allowFallbacks: false }, options));
    expect(error).toMatchObject({ code: 'FAILED_PRECONDITION', reason: Reason.NO_CANDIDATE });
    expect(error.options.exclusions).toEqual([expect.stringContaining('policy')]);
  });

  it('with a full budget learns which, and when it opens', async () => {
    world.isCovered = true;
    world.holdVerdict = () => ({ kind: 'refused', budget: 'daily', why: 'full', remainingPicoUsd: 0n, windowEndMs: world.nowMs + 60_000 });
    const error = await refused(router().generate(hello, options));
    expect(error).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: Reason.BUDGET_EXCEEDED, message: expect.stringContaining('"daily"') });
    expect(error.options.retryAfterMs).toBeGreaterThan(50_000);
    expect(world.sentIds).toEqual([]);
  });
});

describe('no provider up', () => {
  it('is said within 100 ms, by its own reason', async () => {
    world.routes.setVerdicts(new Map(['a/a/-/a-0', 'b/b/-/b-0'].map((route) => [route, { status: 'maintenance', why: 'by hand', expiresAtMs: world.nowMs + 60_000 }])));
    const client = router();
    await client.listModels({}, options);
    const startMs = performance.now();
    const error = await refused(client.generate(hello, options));
    expect(performance.now() - startMs).toBeLessThan(1_000);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', reason: Reason.NO_PROVIDER_UP, options: { nextStep: expect.stringContaining('fallback') } });
    expect(world.sentIds).toEqual([]);
  });

  it('is the first error of the chain when all of it failed', async () => {
    act = { kind: 'fail', errorClass: ErrorClass.OVERLOADED };
    const error = await refused(router().generate(hello, options));
    expect(error).toMatchObject({ code: 'UNAVAILABLE', reason: Reason.PROVIDER_OVERLOADED });
    expect(error.options.attempts?.map(({ model }) => model)).toContain('b');
  });
});

describe('a deadline', () => {
  it('that is over before the call sends nothing', async () => {
    expect(await refused(router().generate(hello, { timeoutMs: 1 }))).toMatchObject({ code: 'DEADLINE_EXCEEDED', reason: Reason.DEADLINE_EXCEEDED });
    expect(world.sentIds).toEqual([]);
  });

  it('that passes while the provider is silent is a deadline, not a cancel, in what is booked too', async () => {
    act = { kind: 'hang' };
    const call = refused(router().generate(hello, { timeoutMs: 300 }));
    await eventually(() => world.calls.length === 1);
    // The server counts the deadline from the arrival of the call, so the clock is set from now and not from the start of the test.
    world.nowMs = Date.now() + 300;
    expect(await call).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await eventually(() => world.facts.length === 1);
    expect(world.facts[0]).toMatchObject({ reason: Reason.DEADLINE_EXCEEDED, attempts: [{ terms: { model: 'a' } }] });
  });
});

describe('Explain', () => {
  it('knows the attempts of a request that failed', async () => {
    act = { kind: 'fail', errorClass: ErrorClass.OVERLOADED };
    const error = await refused(router().generate(hello, options));
    const { outcome, errorMessage } = await router().explain({ subject: { case: 'requestId', value: error.options.requestId! } }, options);
    expect(errorMessage).not.toBe('');
    expect(outcome?.attempts.length).toBeGreaterThan(0);
    expect(outcome?.attempts).toMatchObject(world.sentIds.map(() => ({ errorClass: ErrorClass.OVERLOADED })));
  });

  it('knows a request that was answered, by both of its ids, and nobody else\'s', async () => {
    const answer = await router().generate({ ...hello, clientRequestId: 'mine-1' }, options);
    for (const value of [answer.requestId, 'mine-1']) {
      expect(await router().explain({ subject: { case: 'requestId', value } }, options)).toMatchObject({ source: 'router', decision: { requestId: answer.requestId, target: 'a' }, outcome: { content: '', model: 'a' } });
    }
    expect(await refused(router().explain({ subject: { case: 'requestId', value: 'other' } }, options))).toMatchObject({ code: 'NOT_FOUND', reason: Reason.NOT_FOUND });
    expect(await refused(router().explain({}, options))).toMatchObject({ code: 'INVALID_ARGUMENT', options: { field: 'subject' } });
  });

  it('plans without sending', async () => {
    const { source, decision } = await router().explain({ subject: { case: 'dryRun', value: hello as never } }, options);
    expect(source).toBe('dry_run');
    expect(decision?.candidates.map(({ model, estimatedCostPicousd }) => [model, (estimatedCostPicousd ?? 0n) > 0n])).toEqual([['a', true], ['b', true]]);
    expect(world.sentIds).toEqual([]);
  });
});

it('a stream ends OK only after its finished frame, which carries the whole story', async () => {
  const frames = [];
  for await (const frame of router().generateStream(hello, options)) frames.push(frame.frame);
  expect(frames.map(({ case: kind }) => kind)).toEqual(['attemptStarted', 'contentStart', 'contentDelta', 'contentEnd', 'finished']);
  expect(frames.at(-1)?.value).toMatchObject({ response: { model: 'a', complete: true, costPicousd: 200_000_000n } });
});

describe('vectors and pictures', () => {
  const kinds = catalogOf([{ name: 'a', row: { capabilities: ['text_generation'] } }, { name: 'b', row: { capabilities: ['embedding', 'image_generation', 'image_analysis'] } }]);
  const image = { source: { case: 'url' as const, value: 'https://x.example/cat.png' }, mediaType: '' };

  it('come whole and in order, from a model that has the capability, journalled and told like every answer', async () => {
    doors.catalog = kinds;
    const embedded = await router().embed({ inputs: ['one', 'two', 'three'], clientRequestId: 'mine' }, options);
    expect(embedded).toMatchObject({ model: 'b', clientRequestId: 'mine', attempts: [{ model: 'b' }] });
    expect(embedded.embeddings.map(({ values }) => values)).toEqual([[0, 0.5], [1, 0.5], [2, 0.5]]);
    expect((await router().generateImage({ prompt: 'a cat', n: 2 }, options)).images).toHaveLength(2);
    expect((await router().analyzeImage({ images: [image] }, options)).results).toMatchObject([{ labels: [{ name: 'cat', score: 0.9 }] }]);
    expect(world.facts).toHaveLength(3);
  });

  it.each([
    { name: 'no texts', call: () => router().embed({}, options), field: 'inputs' },
    { name: 'an empty text', call: () => router().embed({ inputs: ['a', ''] }, options), field: 'inputs[1]' },
    { name: 'too many texts', call: () => router().embed({ inputs: Array.from({ length: 2049 }, () => 'x') }, options), field: 'inputs' },
    { name: 'dimensions below one', call: () => router().embed({ inputs: ['x'], dimensions: 0 }, options), field: 'dimensions' },
    { name: 'no description', call: () => router().generateImage({}, options), field: 'prompt' },
    { name: 'a size that is none', call: () => router().generateImage({ prompt: 'x', size: 'big' }, options), field: 'size' },
    { name: 'a ratio with nothing on one side', call: () => router().generateImage({ prompt: 'x', size: '16:0' }, options), field: 'size' },
    { name: 'too many pictures', call: () => router().generateImage({ prompt: 'x', n: 11 }, options), field: 'n' },
    { name: 'no pictures', call: () => router().analyzeImage({}, options), field: 'images' },
    { name: 'a picture of no type', call: () => router().analyzeImage({ images: [{ source: { case: 'data', value: new Uint8Array(1) } }] }, options), field: 'images[0].media_type' },
  ])('$name is refused by name', async ({ call, field }) => {
    doors.catalog = kinds;
    expect(await refused(call())).toMatchObject({ code: 'INVALID_ARGUMENT', options: { field } });
    expect(world.sentIds).toEqual([]);
  });

  it('a model without the capability is left out with the reason, and a model of vectors holds no conversation', async () => {
    doors.catalog = catalogOf([{ name: 'a', row: { capabilities: ['text_generation'] } }, { name: 'v', row: { capabilities: ['embedding'] } }]);
    expect(await refused(router().embed({ model: 'a', inputs: ['x'], allowFallbacks: false }, options))).toMatchObject({ message: expect.stringContaining('lacks embedding') });
    expect(await refused(router().generate({ model: 'v', prompt: 'hi', allowFallbacks: false }, options))).toMatchObject({ message: expect.stringContaining('holds no conversations') });
  });
});
