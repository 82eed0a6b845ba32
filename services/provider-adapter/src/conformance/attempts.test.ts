// Goal: what holds whatever the vendor: keys, quotas, meters that do not overlap, and attempts that never leave.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AttemptOutcome, ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import { expectedOf, loadConformance } from '../testing/conformance.js';
import { expectKnownZero } from '../testing/facts.js';
import { ask, askEither, startHarness, type Harness } from '../testing/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const known = await loadConformance();

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

  it.each([...known].flatMap(([provider, { quotaStatus }]) => (quotaStatus === undefined ? [] : [{ provider, status: quotaStatus }])))('$provider: an account without quota is no rate limit', async ({ provider, status }) => {
    const key = known.get(provider)!.credential?.['api_key'] ?? `sk-test-${provider}`;
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

  it.each([...known].flatMap(([provider, { models }]) => (models.chat === undefined || expectedOf(provider).offers.context_length === undefined ? [] : [{ provider }])))('$provider: a prompt over the window is its own class', async ({ provider }) => {
    const { report } = await ask(harness, { provider, text: 'word '.repeat(900_000) });
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
