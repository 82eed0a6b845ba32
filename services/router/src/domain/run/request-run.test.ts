// Goal: what follows a failed attempt is right for every class of failure, and no sequence of failures breaks what must always
// hold: the attempt budget, the deadline, the journal before the call, one end per request.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Reason } from '@switchyard/common/errors';
import { catalogOf } from '../../testing/catalog.js';
import { finish, World, type Act } from '../../testing/world.js';

const two = catalogOf([{ name: 'a', fallbacks: ['b'] }, { name: 'b' }]);
const ok: Act = { kind: 'answer' };
const fail = (errorClass: ErrorClass, more: Partial<Extract<Act, { kind: 'fail' }>> = {}): Act => ({ kind: 'fail', errorClass, ...more });
const models = (world: World): string[] => world.calls.map(({ terms }) => terms?.model ?? '');

describe('a failed attempt', () => {
  it.each([
    { name: 'overloaded: the same route once, then fail over', errorClass: ErrorClass.OVERLOADED, tried: ['a', 'a', 'b'] },
    { name: 'network: the same route once, then fail over', errorClass: ErrorClass.NETWORK, tried: ['a', 'a', 'b'] },
    { name: 'timeout: fail over at once', errorClass: ErrorClass.TIMEOUT, tried: ['a', 'b'] },
    { name: 'rate limited: other route now', errorClass: ErrorClass.RATE_LIMITED, tried: ['a', 'b'] },
    { name: 'credential: other route', errorClass: ErrorClass.CREDENTIAL, tried: ['a', 'b'] },
    { name: 'quota: other route', errorClass: ErrorClass.QUOTA, tried: ['a', 'b'] },
    { name: 'model gone: fail over', errorClass: ErrorClass.MODEL_GONE, tried: ['a', 'b'] },
    { name: 'bad output: fail over', errorClass: ErrorClass.BAD_OUTPUT, tried: ['a', 'b'] },
    { name: "caller's fault: final", errorClass: ErrorClass.CALLER, tried: ['a'], reason: Reason.PROVIDER_REFUSED },
    { name: 'content filter: final', errorClass: ErrorClass.CONTENT_FILTER, tried: ['a'], reason: Reason.CONTENT_FILTER },
    { name: 'context too long: not to a window of the same size', errorClass: ErrorClass.CONTEXT_LENGTH, tried: ['a'], reason: Reason.CONTEXT_TOO_LONG },
  ])('$name', async ({ errorClass, tried, reason }) => {
    const world = new World({ script: ({ terms }) => (terms?.model === 'a' ? fail(errorClass) : ok) });
    const { answer, error } = await finish(world.run(two, { model: 'a' }));
    expect(models(world)).toEqual(tried);
    if (reason === undefined) expect(answer?.model).toBe('b');
    else expect(error?.reason).toBe(reason);
  });

  it('goes to a larger window when the context was too long', async () => {
    const catalog = catalogOf([{ name: 'a', window: 8000n, fallbacks: ['b', 'c'] }, { name: 'b', window: 8000n }, { name: 'c', window: 16_000n }]);
    const world = new World({ script: ({ terms }) => (terms?.model === 'c' ? ok : fail(ErrorClass.CONTEXT_LENGTH)) });
    expect((await finish(world.run(catalog, { model: 'a' }))).answer?.model).toBe('c');
    expect(models(world)).toEqual(['a', 'c']);
  });

  it('tries one other key of the provider, then another provider', async () => {
    const catalog = catalogOf([{ name: 'a', fallbacks: ['b'] }, { name: 'b' }], { credentialsPerProvider: 3 });
    const world = new World({ script: ({ terms }) => (terms?.model === 'a' ? fail(ErrorClass.CREDENTIAL) : ok) });
    await finish(world.run(catalog, { model: 'a' }));
    expect(world.calls.map(({ terms }) => terms?.credentialId)).toEqual(['a-0', 'a-1', 'b-0']);
  });

  it('reports the first error when the chain is exhausted', async () => {
    const world = new World({ script: ({ terms }) => fail(terms?.model === 'a' ? ErrorClass.TIMEOUT : ErrorClass.CREDENTIAL) });
    const { error } = await finish(world.run(two, { model: 'a' }));
    expect(error?.reason).toBe(Reason.PROVIDER_TIMEOUT);
    expect(error?.options.attempts?.map(({ model }) => model)).toEqual(['a', 'b']);
  });

  it("reports a later error that is the caller's fault", async () => {
    const world = new World({ script: ({ terms }) => fail(terms?.model === 'a' ? ErrorClass.TIMEOUT : ErrorClass.CALLER) });
    expect((await finish(world.run(two, { model: 'a' }))).error?.reason).toBe(Reason.PROVIDER_REFUSED);
  });

  it('waits out a rate limit only when nobody else can answer and the deadline allows', async () => {
    const alone = catalogOf([{ name: 'a' }]);
    const world = new World({ script: (_call, index) => (index === 0 ? fail(ErrorClass.RATE_LIMITED, { retryAfterMs: 2000n }) : ok) });
    const before = world.nowMs;
    expect((await finish(world.run(alone, { model: 'a' }))).answer?.model).toBe('a');
    expect(world.nowMs - before).toBeGreaterThanOrEqual(2000);
    const hurried = new World({ script: () => fail(ErrorClass.RATE_LIMITED, { retryAfterMs: 2000n }) });
    expect((await finish(hurried.run(alone, { model: 'a' }, { deadlineMs: hurried.nowMs + 1000 }))).error?.reason).toBe(Reason.PROVIDER_RATE_LIMITED);
    expect(hurried.calls).toHaveLength(1);
  });

  it('stays with the named model when fallbacks are not allowed', async () => {
    const world = new World({ script: () => fail(ErrorClass.TIMEOUT) });
    await finish(world.run(two, { model: 'a', allowFallbacks: false }));
    expect(models(world)).toEqual(['a']);
  });

  it('is tried under another id when the adapter refused it before it left', async () => {
    const world = new World({ script: (_call, index) => (index === 0 ? { kind: 'refused' } : ok) });
    const { answer } = await finish(world.run(two, { model: 'a' }));
    expect(answer?.attempts).toHaveLength(2);
    expect(new Set(world.sentIds).size).toBe(2);
    expect(answer?.costPicousd).toBe(200_000_000n);
  });

  it('is worth another try when no adapter took it, and says nothing of addresses inside', async () => {
    const world = new World({ script: () => ({ kind: 'unreachable' }) });
    const { error } = await finish(world.run(two, { model: 'a' }));
    expect(error).toMatchObject({ code: 'UNAVAILABLE', reason: Reason.STORE_UNAVAILABLE });
    expect(JSON.stringify([error?.message, error?.options.attempts?.map(({ message }) => message)])).not.toMatch(/127\.0\.0\.1|ECONN|round_robin/);
  });

  it('has an unknown cost when nobody knows how it ended', async () => {
    const world = new World({ script: (_call, index) => (index === 0 ? { kind: 'lost' } : ok) });
    const { answer } = await finish(world.run(two, { model: 'a' }));
    expect(answer?.attempts[0]?.outcome).toBe(AttemptOutcome.UNKNOWN);
    expect(answer?.costPicousd).toBeUndefined();
  });
});

describe('a charge that a provider states', () => {
  it.each([{ stated: 7n }, { stated: 900_000_000n }])('is what the answer cost: $stated', async ({ stated }) => {
    const { answer } = await finish(new World({ script: () => ({ kind: 'answer', stated }) }).run(two, { model: 'a' }));
    expect([answer?.costPicousd, answer?.attempts[0]?.costPicousd]).toEqual([stated, stated]);
  });

  it('is held for beside the next attempt, also above what our prices say', async () => {
    const world = Object.assign(new World({ script: ({ terms }) => (terms?.model === 'a' ? fail(ErrorClass.BAD_OUTPUT, { stated: 900n }) : ok) }), { isCovered: true });
    await finish(world.run(two, { model: 'a' }));
    const [first = 0n, second] = world.holdOrders.map(({ totalPicoUsd }) => totalPicoUsd);
    expect(second).toBe(first + 900n);
  });
});

describe('a stream', () => {
  it('fails over unseen before the first words', async () => {
    const world = new World({ script: ({ terms }) => (terms?.model === 'a' ? fail(ErrorClass.TIMEOUT) : ok) });
    const { frames, answer } = await finish(world.run(two, { model: 'a' }, { streaming: true }));
    expect(answer?.model).toBe('b');
    expect(frames.map(({ frame }) => frame?.case)).toEqual(['attemptStarted', 'contentStart', 'contentDelta', 'contentEnd']);
  });

  it.each([
    { name: 'breaks off', act: fail(ErrorClass.NETWORK, { afterText: 'half an ans' }) },
    { name: 'is lost with its adapter', act: { kind: 'lost', afterText: 'half an ans' } as Act },
  ])('that $name after words were shown ends as truncated, never as an answer', async ({ act }) => {
    const world = new World({ script: () => act });
    const { answer, error } = await finish(world.run(two, { model: 'a' }, { streaming: true }));
    expect(answer).toBeUndefined();
    expect(error?.reason).toBe(Reason.TRUNCATED);
    expect(world.calls).toHaveLength(1);
  });

  it('that nobody reads to its end is cancelled, and its end is journalled', async () => {
    const world = new World({ script: () => ok });
    const generator = world.run(two, { model: 'a' }, { streaming: true }).run();
    await generator.next();
    await generator.return(undefined as never);
    expect(world.facts.map(({ reason }) => reason)).toEqual([Reason.CANCELLED]);
  });
});

describe('a hold', () => {
  const covered = (world: World): World => Object.assign(world, { isCovered: true });

  it('covers all attempts that may be billed and the next one', async () => {
    const world = covered(new World({ script: ({ terms }) => (terms?.model === 'a' ? fail(ErrorClass.TIMEOUT, { isBilled: true }) : ok) }));
    await finish(world.run(two, { model: 'a' }));
    const [first, second] = world.holdOrders.map(({ totalPicoUsd }) => totalPicoUsd);
    expect(second).toBe((first ?? 0n) * 2n);
    expect(new Set(world.holdOrders.map(({ holdId }) => holdId)).size).toBe(1);
  });

  it('that is refused for one candidate lets a cheaper one answer', async () => {
    const catalog = catalogOf([{ name: 'a', inputUsdPerMillion: 50n, fallbacks: ['b'] }, { name: 'b' }]);
    const world = covered(new World({ script: () => ok }));
    world.holdVerdict = ({ provider }) => (provider === 'a' ? { kind: 'refused', budget: 'daily', why: 'full', remainingPicoUsd: 5n, windowEndMs: undefined } : { kind: 'granted' });
    expect((await finish(world.run(catalog, { model: 'a' }))).answer?.model).toBe('b');
  });

  it('that is refused for all names the budget, and nothing is sent', async () => {
    const world = covered(new World({ script: () => ok }));
    world.holdVerdict = () => ({ kind: 'refused', budget: 'daily', why: 'full', remainingPicoUsd: 5n, windowEndMs: undefined });
    const { error } = await finish(world.run(two, { model: 'a' }));
    expect(error).toMatchObject({ code: 'RESOURCE_EXHAUSTED', reason: Reason.BUDGET_EXCEEDED });
    expect(error?.message).toContain('daily');
    expect(world.sentIds).toEqual([]);
  });

  it('that cannot be had refuses the request', async () => {
    const world = covered(new World({ script: () => ok }));
    world.holdVerdict = () => ({ kind: 'unavailable', why: 'ledger away' });
    expect((await finish(world.run(two, { model: 'a' }))).error?.reason).toBe(Reason.BUDGET_UNAVAILABLE);
    expect(world.sentIds).toEqual([]);
  });
});

describe('any sequence of failures', () => {
  const classes = Object.values(ErrorClass).filter((value): value is ErrorClass => typeof value === 'number' && value !== ErrorClass.UNSPECIFIED && value !== ErrorClass.CANCELLED);
  const act: fc.Arbitrary<Act> = fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), ms: fc.nat(2000), finish: fc.constantFrom('stop', 'length') }) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('fail' as const),
        errorClass: fc.constantFrom(...classes),
        ms: fc.nat(20_000),
        retryAfterMs: fc.option(fc.bigInt({ min: 0n, max: 100_000n }), { nil: undefined }),
        timer: fc.constantFrom('connect', 'total'),
        isBilled: fc.boolean(),
        afterText: fc.constantFrom('', 'some words'),
      }),
    },
    { weight: 1, arbitrary: fc.constant<Act>({ kind: 'lost' }) },
    { weight: 1, arbitrary: fc.constant<Act>({ kind: 'refused' }) },
  );

  it('keeps the attempt budget, the deadline, one end per request, and holds that cover what may be billed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 3 }), fc.boolean(), fc.double({ min: 0, max: 0.999, noNaN: true }), async (acts, keys, streaming, luck) => {
        const catalog = catalogOf([{ name: 'a', fallbacks: ['b', 'c'] }, { name: 'b' }, { name: 'c' }], { credentialsPerProvider: keys });
        const world = new World({ script: (_call, index) => acts[index % acts.length] as Act, random: () => luck });
        world.isCovered = true;
        const deadlineMs = world.nowMs + 60_000;
        const { answer, error, frames } = await finish(world.run(catalog, { model: 'a' }, { streaming, deadlineMs }));

        const sends = world.calls.filter((_call, index) => acts[index % acts.length]?.kind !== 'refused').length;
        expect(sends).toBeLessThanOrEqual(4);
        expect(new Set(world.sentIds).size).toBe(world.sentIds.length);
        expect(world.facts).toHaveLength(1);
        expect(world.facts[0]?.attempts).toHaveLength(world.sentIds.length);
        expect((answer === undefined) !== (error === undefined)).toBe(true);
        // The last call may end late by its own time; none begins after the deadline.
        expect(world.nowMs).toBeLessThan(deadlineMs + 20_001);
        world.holdOrders.forEach(({ totalPicoUsd }, index) => expect(totalPicoUsd).toBeGreaterThanOrEqual(index === 0 ? 1n : 0n));
        if (answer !== undefined) expect(acts[(world.calls.length - 1) % acts.length]?.kind).toBe('answer');
        const shownBy = new Set(frames.flatMap(({ frame }) => (frame?.case === 'attemptStarted' ? [frame.value.attemptId] : [])));
        expect(shownBy.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a caller in a hurry', () => {
  it('does not close a route to all others', async () => {
    const world = new World({ script: () => fail(ErrorClass.TIMEOUT, { ms: 1000 }) });
    for (let turn = 0; turn < 10; turn += 1) await finish(world.run(two, { model: 'a', allowFallbacks: false }, { deadlineMs: world.nowMs + 1000 }));
    expect(world.routes.breakerState('a/a/-/a-0', world.nowMs)).toBe('closed');
    for (let turn = 0; turn < 5; turn += 1) await finish(world.run(two, { model: 'a', allowFallbacks: false }, { deadlineMs: world.nowMs + 60_000 }));
    expect(world.routes.breakerState('a/a/-/a-0', world.nowMs)).toBe('open');
  });

  it('gets no attempt that could not be answered in time', async () => {
    const world = new World({ script: () => ok });
    expect((await finish(world.run(two, { model: 'a' }, { deadlineMs: world.nowMs + 60 }))).error?.reason).toBe(Reason.DEADLINE_EXCEEDED);
    expect(world.sentIds).toEqual([]);
  });
});
