// Goal: every provider of the index keeps the same promises, over real sockets, against a vendor that misbehaves on
// request. What is asserted each time is what the router decides on and what the ledger books: outcome, class, evidence.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Role } from '@switchyard/proto/common/v1/chat';
import type { Usage } from '@switchyard/proto/common/v1/usage';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { providers } from './providers/index.js';
import { ask, askEither, askStream, billOf, startHarness, until, userSays, type Harness } from './testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const ways = providers.flatMap(({ id }) => [false, true].map((isStream) => ({ provider: id, isStream, way: `${id}, ${isStream ? 'streamed' : 'plain'}` })));
const weather = { name: 'get_weather', description: 'The weather of a city.', parametersJson: JSON.stringify({ type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }) };
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** The fact of an attempt says the same as its report, and is there before the report. */
function factOf(attemptId: string) {
  const facts = harness.journal.facts.filter(({ terms }) => terms?.attemptId === attemptId);
  expect(facts).toHaveLength(1);
  return facts[0]!;
}

/** Meters that are there and empty: nothing was consumed, and that is known. */
function expectKnownZero(usage: Usage | undefined): void {
  expect(usage?.meters).toEqual({});
  expect([usage?.inputTokens, usage?.outputTokens, usage?.totalTokens]).toEqual([undefined, undefined, undefined]);
}

describe.each(ways)('$way', ({ provider, isStream }) => {
  it('brings the words, the usage that was billed, and one fact of the same', async () => {
    const attemptId = randomUUID();
    const { text, report } = await askEither(harness, { provider, attemptId, behaviour: { text: 'Grüße aus Ångström, 🚂!' } }, isStream);
    expect(text).toBe('Grüße aus Ångström, 🚂!');
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.REPORTED, finishReason: { unified: 'stop' }, httpStatus: 200, sent: true });
    expect(report.failure).toBeUndefined();
    const billed = (await billOf(harness, attemptId))!.usage;
    expect(report.usage).toMatchObject({ inputTokens: BigInt(billed['input_tokens']!), outputTokens: BigInt(billed['output_tokens']!) });
    const fact = factOf(attemptId);
    expect(fact).toMatchObject({ outcome: report.outcome, evidence: report.evidence, usage: report.usage, httpStatus: 200, finishReason: { unified: 'stop' } });
    expect(JSON.parse(fact.rawUsageJson)).toBeInstanceOf(Object);
    expect(harness.journal.startedTerms.filter((terms) => terms.attemptId === attemptId)).toHaveLength(1);
  });

  it('sends instructions and earlier turns', async () => {
    const says = (role: Role, value: string) => ({ role, parts: [{ content: { case: 'text' as const, value } }] });
    const messages = [says(Role.SYSTEM, 'You are a signalman.'), says(Role.USER, 'Hello.'), says(Role.ASSISTANT, 'Good day.'), says(Role.USER, 'What did I say? [[sandbox {"echo": true}]]')];
    const [long, short] = [await askEither(harness, { provider, messages }, isStream), await askEither(harness, { provider, messages: messages.slice(3) }, isStream)];
    expect(long.text).toContain('What did I say?');
    expect(Number(long.report.usage!.inputTokens! - short.report.usage!.inputTokens!)).toBeGreaterThanOrEqual(10);
  });

  it('sends pictures', async () => {
    const image = { content: { case: 'image' as const, value: { source: { case: 'data' as const, value: pixel }, mediaType: 'image/png' } } };
    const { report } = await askEither(harness, { provider, messages: [{ role: Role.USER, parts: [image, { content: { case: 'text', value: 'What is this?' } }] }] }, isStream);
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    // The sandbox counts 256 tokens per picture that it could read.
    expect(report.usage!.inputTokens!).toBeGreaterThan(256n);
  });

  it.each([
    { name: 'one tool call', calls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }] },
    { name: 'parallel tool calls', calls: [{ name: 'get_weather', arguments: { city: 'Zürich' } }, { name: 'get_weather', arguments: { city: '東京 "x"' } }] },
  ])('brings $name with arguments whole', async ({ calls }) => {
    const { toolCalls, report } = await askEither(harness, { provider, parameters: { tools: [weather] }, behaviour: { tool_calls: calls } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, finishReason: { unified: 'tool_calls' }, evidence: Evidence.REPORTED });
    expect(toolCalls.map(({ name, arguments: text }) => ({ name, arguments: JSON.parse(text) }))).toEqual(calls);
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(calls.length);
  });

  it('takes the results of tools back', async () => {
    const messages = [
      userSays('Weather?'),
      { role: Role.ASSISTANT, parts: [{ content: { case: 'toolCall' as const, value: { id: 'call_1', name: 'get_weather', argumentsJson: '{"city":"Zürich"}' } } }] },
      { role: Role.TOOL, parts: [{ content: { case: 'toolResult' as const, value: { toolCallId: 'call_1', parts: [{ content: { case: 'text' as const, value: 'sunny' } }] } } }] },
    ];
    const { report } = await askEither(harness, { provider, messages, parameters: { tools: [weather] } }, isStream);
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
  });

  it('honours stop sequences and the cap on the answer', async () => {
    const stopped = await askEither(harness, { provider, parameters: { stop: ['three'] }, behaviour: { text: 'one two three four' } }, isStream);
    expect(stopped.text.trimEnd()).toBe('one two');
    expect(stopped.report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, finishReason: { unified: 'stop' } });
    const capped = await askEither(harness, { provider, parameters: { maxOutputTokens: 3 }, behaviour: { output_tokens: 50 } }, isStream);
    expect(capped.report).toMatchObject({ outcome: AttemptOutcome.INCOMPLETE, finishReason: { unified: 'length' }, evidence: Evidence.REPORTED });
    expect(capped.report.usage!.outputTokens).toBe(3n);
  });

  it.each([
    { name: 'rate limited', behaviour: { status: 429, retry_after: '7' }, errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 7_000n },
    { name: 'server error', behaviour: { status: 500 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'bad gateway with a page of HTML', behaviour: { status: 502, html: true }, errorClass: ErrorClass.OVERLOADED },
    { name: 'overloaded', behaviour: { status: 529 }, errorClass: ErrorClass.OVERLOADED },
    { name: 'key refused', behaviour: { status: 401 }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'key without rights', behaviour: { status: 403 }, errorClass: ErrorClass.CREDENTIAL },
    { name: 'bad request', behaviour: { status: 400 }, errorClass: ErrorClass.CALLER },
    { name: 'too large', behaviour: { status: 413 }, errorClass: ErrorClass.CALLER },
    { name: 'model gone', behaviour: { status: 404 }, errorClass: ErrorClass.MODEL_GONE },
  ])('$name is its class and a known zero', async ({ behaviour, errorClass, retryAfterMs }) => {
    const attemptId = randomUUID();
    const { report } = await askEither(harness, { provider, attemptId, behaviour }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass, timer: '' }, httpStatus: behaviour.status, evidence: Evidence.REPORTED, sent: true });
    expect(report.failure!.retryAfterMs).toBe(retryAfterMs);
    expectKnownZero(report.usage);
    expect(factOf(attemptId)).toMatchObject({ outcome: AttemptOutcome.FAILED, errorClass, evidence: Evidence.REPORTED });
    expectKnownZero(factOf(attemptId).usage);
  });

  it('a model that nobody sells is gone, and says so without the words of the prompt', async () => {
    const { report } = await askEither(harness, { provider, model: 'no-such-model', text: 'secret words' }, isStream);
    expect(report.failure!.errorClass).toBe(ErrorClass.MODEL_GONE);
    expect(report.failure!.message).not.toContain('secret words');
  });

  it.each([
    { name: 'a page of HTML', behaviour: { html: true }, evidence: Evidence.BOUND },
    { name: 'half a JSON', behaviour: { half_json: true }, evidence: Evidence.BOUND },
    { name: 'an empty answer', behaviour: { empty: true }, evidence: Evidence.REPORTED },
  ])('$name is bad output, and never free by guess', async ({ behaviour, evidence }) => {
    const attemptId = randomUUID();
    const { report } = await askEither(harness, { provider, attemptId, behaviour }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.BAD_OUTPUT }, evidence });
    expect(factOf(attemptId).evidence).toBe(evidence);
    if (evidence === Evidence.BOUND) expect(report.usage).toBeUndefined();
  });

  it('without a usage block the amounts are unknown, not zero', async () => {
    const attemptId = randomUUID();
    const { report } = await askEither(harness, { provider, attemptId, behaviour: { usage_missing: true } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.SUCCEEDED, evidence: Evidence.BOUND });
    expect(report.usage).toBeUndefined();
    expect(factOf(attemptId)).toMatchObject({ evidence: Evidence.BOUND, rawUsageJson: '' });
    expect(factOf(attemptId).usage).toBeUndefined();
  });

  it('a reset before the answer is a broken network at the bound', async () => {
    const { report } = await askEither(harness, { provider, behaviour: { reset: true } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, failure: { errorClass: ErrorClass.NETWORK }, evidence: Evidence.BOUND, sent: true });
  });

  it('the total timer fires on a call that hangs', async () => {
    const { report } = await askEither(harness, { provider, behaviour: { hang: true }, timers: { totalMs: 80n } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.TIMED_OUT, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'total' }, evidence: Evidence.BOUND });
    await until(async () => (await inflight()) === 0);
  });

  it.each([
    { raw: 'content_filter', expected: provider === 'anthropic' ? 'refusal' : provider === 'openai' ? 'content_filter' : 'unknown' },
    { raw: 'brand_new', expected: 'unknown' },
  ])('finish reason $raw is not a complete answer', async ({ raw, expected }) => {
    const { report } = await askEither(harness, { provider, behaviour: { finish_reason: raw } }, isStream);
    expect(report).toMatchObject({ outcome: AttemptOutcome.INCOMPLETE, finishReason: { unified: expected }, evidence: Evidence.REPORTED });
  });

});

async function inflight(): Promise<number> {
  return ((await (await fetch(`${harness.sandbox.control}/inflight`)).json()) as { count: number }).count;
}

describe.each(providers.map(({ id }) => ({ provider: id })))('$provider streams', ({ provider }) => {
  it.each([
    { name: 'a cut after output', behaviour: { output_tokens: 40, chunk_count: 8, cut_after_chunks: 4 }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: Evidence.BOUND },
    { name: 'no word on why it ended', behaviour: { no_finish_reason: true }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: Evidence.BOUND },
    { name: 'no end marker', behaviour: { no_end_marker: true }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: provider === 'ollama' ? Evidence.BOUND : Evidence.REPORTED },
    { name: 'an error event', behaviour: { output_tokens: 40, chunk_count: 8, error_after_chunks: 4 }, outcome: AttemptOutcome.FAILED, errorClass: ErrorClass.OVERLOADED, evidence: Evidence.BOUND },
    { name: 'a malformed chunk', behaviour: { output_tokens: 40, chunk_count: 8, malformed_chunk: 4 }, outcome: AttemptOutcome.TRUNCATED, errorClass: ErrorClass.BAD_OUTPUT, evidence: Evidence.BOUND },
  ])('$name never ends as a finished answer', async ({ behaviour, outcome, errorClass, evidence }) => {
    const attemptId = randomUUID();
    const { report } = await askStream(harness, { provider, attemptId, behaviour });
    expect(report).toMatchObject({ outcome, failure: { errorClass }, evidence });
    expect(factOf(attemptId)).toMatchObject({ outcome, errorClass, evidence });
  });

  it('silence before the first event fires the first timer', async () => {
    const { report } = await askStream(harness, { provider, behaviour: { hang: true }, timers: { firstOutputMs: 80n } });
    expect(report).toMatchObject({ outcome: AttemptOutcome.TIMED_OUT, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'first_output' }, evidence: Evidence.BOUND });
  });

  it('silence between events fires the idle timer, and what came before is kept', async () => {
    const { report, text } = await askStream(harness, { provider, behaviour: { output_tokens: 40, chunk_count: 8, stall_after_chunks: 4 }, timers: { idleMs: 80n } });
    expect(report).toMatchObject({ outcome: AttemptOutcome.TRUNCATED, failure: { errorClass: ErrorClass.TIMEOUT, timer: 'idle' }, evidence: Evidence.BOUND });
    expect(text).not.toBe('');
  });

  it('a slow vendor that never falls silent is waited for', async () => {
    const { report } = await askStream(harness, { provider, behaviour: { output_tokens: 40, chunk_count: 8, chunk_delay_ms: 40 }, timers: { idleMs: 1_000n } });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(report.timeToFirstOutputMs!).toBeLessThan(report.durationMs);
  });

  it('characters and events split anywhere arrive whole', async () => {
    const words = 'Señal — железо 🧭 über\n\nzwei Zeilen';
    const { text, report } = await askStream(harness, { provider, behaviour: { text: words, segment_bytes: 1, chunk_size: 1 } });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(text).toBe(words);
  });

  it('arguments that are no JSON make the answer bad output, with its usage', async () => {
    // Ollama sends arguments as an object, so there they cannot be broken.
    const { report } = await askStream(harness, { provider, parameters: { tools: [weather] }, behaviour: { tool_calls: [{ name: 'get_weather', arguments: '{"city": "Zür' }] } });
    const isBroken = provider !== 'ollama';
    expect(report.outcome).toBe(isBroken ? AttemptOutcome.FAILED : AttemptOutcome.SUCCEEDED);
    expect(report.failure?.errorClass).toBe(isBroken ? ErrorClass.BAD_OUTPUT : undefined);
    expect(report.evidence).toBe(Evidence.REPORTED);
  });

  it('a caller that leaves is free at once; the usage is booked when the vendor is done', async () => {
    const attemptId = randomUUID();
    const leave = new AbortController();
    const asked = askStream(harness, { provider, attemptId, behaviour: { output_tokens: 40, chunk_count: 10, chunk_delay_ms: 30 } }, leave.signal);
    await until(async () => (await inflight()) > 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const leftAt = performance.now();
    leave.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - leftAt).toBeLessThan(150);
    await until(() => harness.journal.factOf(attemptId) !== undefined);
    const stopsBilling = providers.find(({ id }) => id === provider)!.cancelStopsBilling === 'yes';
    expect(factOf(attemptId)).toMatchObject({ outcome: AttemptOutcome.CANCELLED, errorClass: ErrorClass.CANCELLED, evidence: stopsBilling ? Evidence.BOUND : Evidence.REPORTED });
    if (!stopsBilling) {
      const billed = (await billOf(harness, attemptId))!.usage;
      expect(factOf(attemptId).usage!.outputTokens).toBe(BigInt(billed['output_tokens']!));
    }
    await until(async () => (await inflight()) === 0);
  });

  it('a drain lasts no longer than the total timer, and is then booked at the bound', async () => {
    const attemptId = randomUUID();
    const leave = new AbortController();
    const asked = askStream(harness, { provider, attemptId, behaviour: { output_tokens: 40, chunk_count: 8, stall_after_chunks: 3 }, timers: { totalMs: 250n } }, leave.signal);
    await until(async () => (await inflight()) > 0);
    leave.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    await until(() => harness.journal.factOf(attemptId) !== undefined);
    expect(factOf(attemptId)).toMatchObject({ outcome: AttemptOutcome.CANCELLED, evidence: Evidence.BOUND });
    expect(harness.attempts.drainingCount).toBe(0);
  });
});

describe('usage of every kind', () => {
  it('openai: cached and reasoning tokens are inside the totals, and the meters are disjoint', async () => {
    const { report } = await ask(harness, { provider: 'openai', behaviour: { usage: { input_tokens: 1000, cached_input_tokens: 600, output_tokens: 300, reasoning_tokens: 250 } } });
    expect(report.usage).toMatchObject({ meters: { input: 400n, cached_input: 600n, output: 50n, reasoning: 250n }, inputTokens: 1000n, cachedInputTokens: 600n, outputTokens: 300n, reasoningTokens: 250n, totalTokens: 1300n });
  });

  it.each([{ isStream: false }, { isStream: true }])('anthropic: cache writes are told by lifetime (streamed: $isStream)', async ({ isStream }) => {
    const usage = { input_tokens: 1000, cached_input_tokens: 300, cache_write_5m_tokens: 200, cache_write_1h_tokens: 100, output_tokens: 50 };
    const { report } = await askEither(harness, { provider: 'anthropic', behaviour: { usage } }, isStream);
    expect(report.usage!.meters).toEqual({ input: 400n, cached_input: 300n, cache_write_5m: 200n, cache_write_1h: 100n, output: 50n });
    expect(report.usage).toMatchObject({ inputTokens: 1000n, cachedInputTokens: 300n, cacheWriteTokens: 300n, outputTokens: 50n });
    expect(report.inconsistent).toBe(false);
  });
});

describe('keys and quotas', () => {
  it('a 401 drops the key that was used', async () => {
    const before = harness.credentials.refusedSecrets.length;
    await ask(harness, { provider: 'openai', behaviour: { status: 401 } });
    expect(harness.credentials.refusedSecrets.slice(before)).toMatchObject([{ id: 'openai-key', version: 1 }]);
  });

  it.each([
    { provider: 'openai', status: 429 },
    { provider: 'anthropic', status: 402 },
  ])('$provider: an account without quota is no rate limit', async ({ provider, status }) => {
    const key = `sk-test-${provider}`;
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'POST', body: JSON.stringify({ key, state: 'out_of_quota' }) });
    const { report } = await ask(harness, { provider });
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'DELETE' });
    expect(report).toMatchObject({ failure: { errorClass: ErrorClass.QUOTA }, httpStatus: status });
    expect(report.failure!.message).not.toContain(key);
  });

  it('a revoked key is told without the key', async () => {
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'POST', body: JSON.stringify({ key: 'sk-test-openai', state: 'revoked' }) });
    const { report } = await ask(harness, { provider: 'openai' });
    await fetch(`${harness.sandbox.control}/control/keys`, { method: 'DELETE' });
    expect(report.failure!.errorClass).toBe(ErrorClass.CREDENTIAL);
    expect(JSON.stringify(report, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('sk-test');
  });

  it.each([{ provider: 'openai' }, { provider: 'anthropic' }])('$provider: a prompt over the window is its own class', async ({ provider }) => {
    const { report } = await ask(harness, { provider, text: 'word '.repeat(provider === 'openai' ? 900_000 : 200_000) });
    expect(report.failure!.errorClass).toBe(ErrorClass.CONTEXT_LENGTH);
  });
});

describe('reasoning models of openai', () => {
  it('get the cap they take, and neither temperature nor stop, with a warning for each', async () => {
    const { report } = await ask(harness, { provider: 'openai', model: 'gpt-5-mini', parameters: { temperature: 0.2, stop: ['x'], maxOutputTokens: 500 } });
    expect(report.outcome).toBe(AttemptOutcome.SUCCEEDED);
    expect(report.warnings).toHaveLength(2);
    expect(report.warnings.join()).toMatch(/temperature.*stop/);
  });
});

describe('what never leaves', () => {
  it.each([
    { name: 'a private address that the operator did not allow', row: { baseUrl: 'https://10.1.2.3/v1' }, message: /allow_private/ },
    { name: 'plain http that the operator did not allow', row: { baseUrl: 'http://example.com/v1' }, message: /https/ },
    { name: 'a name that leads to this machine', row: { baseUrl: 'https://localhost/v1' }, message: /allow_private/ },
  ])('$name', async ({ row, message }) => {
    harness.catalog.put({ id: 'elsewhere', type: 'openai', ...row });
    harness.credentials.values.set('elsewhere-key', { api_key: 'k' });
    const { report } = await ask(harness, { provider: 'elsewhere', model: 'm' });
    expect(report).toMatchObject({ outcome: AttemptOutcome.FAILED, evidence: Evidence.REPORTED, sent: false });
    expectKnownZero(report.usage);
    expect(report.failure!.message).toMatch(message);
  });

  it('a refused connection is the network, and a known zero', async () => {
    harness.catalog.put({ id: 'closed', type: 'openai', baseUrl: 'http://127.0.0.1:1/v1', allowPrivate: true });
    harness.credentials.values.set('closed-key', { api_key: 'k' });
    const { report } = await ask(harness, { provider: 'closed', model: 'm' });
    expect(report).toMatchObject({ failure: { errorClass: ErrorClass.NETWORK }, evidence: Evidence.REPORTED, sent: false });
    expectKnownZero(report.usage);
  });

  it('an attempt id that was sent before', async () => {
    const attemptId = randomUUID();
    await ask(harness, { provider: 'ollama', attemptId });
    await expect(ask(harness, { provider: 'ollama', attemptId })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(harness.journal.facts.filter(({ terms }) => terms?.attemptId === attemptId)).toHaveLength(1);
  });

  it('one of two calls with one id that come at the same moment', async () => {
    const attemptId = randomUUID();
    const both = await Promise.allSettled([ask(harness, { provider: 'ollama', attemptId }), ask(harness, { provider: 'ollama', attemptId })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('a call that the journal has no room for', async () => {
    harness.journal.refusal = new Error('no room');
    const before = (await (await fetch(`${harness.sandbox.control}/bill`)).json()) as { entries: unknown[] };
    await expect(ask(harness, { provider: 'openai' })).rejects.toThrow('no room');
    harness.journal.refusal = undefined;
    const after = (await (await fetch(`${harness.sandbox.control}/bill`)).json()) as { entries: unknown[] };
    expect(after.entries).toHaveLength(before.entries.length);
  });
});
