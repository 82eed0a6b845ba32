// Goal: the REST API has the shapes that people count on, and its refusals can be acted on.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { GetStatusResponseSchema, WatchStatusResponseSchema } from '@switchyard/proto/health/v1/health_service';
import { ReportUsageResponseSchema } from '@switchyard/proto/ledger/v1/ledger_service';
import { GenerateResponseSchema } from '@switchyard/proto/router/v1/generate';
import { AppError, Reason } from '@switchyard/common/errors';
import { key, openConsole, snapshot, type Answer } from '../testing/fake-peers.js';

const answers: Record<string, Answer> = {
  'catalog.getSnapshot': () => ({ snapshot: snapshot() }),
  'credentials.listCredentials': () => ({ credentials: [{ id: 'p-default', state: 'active', version: 2, hint: '…abcd' }] }),
  'health.getStatus': () =>
    create(GetStatusResponseSchema, {
      overall: 'degraded', providersTotal: 2, providersActive: 2, providersHealthy: 1,
      providers: [{ provider: 'p', status: 'healthy', trend: 'stable', modelsAvailable: 1, requestsToday: 7n, figures: { attempts: 4n, successRate: 0.75, p50Ms: 10.4, p95Ms: 20, p99Ms: 30, meanMs: 12, lastError: 'boom' } }, { provider: 'q', status: 'error' }],
    }),
  'ledger.reportUsage': () =>
    create(ReportUsageResponseSchema, {
      rows: [{ group: { model: 'a', provider: 'p' }, attempts: 4n, succeeded: 2n, incomplete: 1n, requests: 4n, costPicousd: '1500000000000', meanMs: 3000, lastUsedAt: timestampFromMs(0) }],
      total: { attempts: 4n, succeeded: 3n, requests: 4n, costPicousd: '1500000000000' },
    }),
  'router.generate': () =>
    create(GenerateResponseSchema, { content: 'hi', model: 'a', provider: 'p', vendorModel: 'vendor-a', usage: { inputTokens: 10n, outputTokens: 5n, totalTokens: 15n }, costPicousd: 1_000_000n, responseTimeMs: 1500n, finishReason: { unified: 'stop' }, requestId: 'r1', attempts: [{}], warnings: ['w'], priceVersion: 'price-a', qualityScore: 0.8 }),
};

let console: Awaited<ReturnType<typeof openConsole>>;
beforeEach(async () => {
  console = await openConsole(answers);
});
afterEach(() => console.close());

async function call(path: string, { body, token = key }: { body?: unknown; token?: string } = {}) {
  const headers = { ...(token === '' ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const response = await fetch(`${console.address}${path}`, body === undefined ? { headers } : { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, any>, headers: response.headers };
}

describe('the shapes of the REST API', () => {
  it('models', async () => {
    const { status, body } = await call('/api/ai/models');
    expect(status).toBe(200);
    expect(body['models'][0]).toMatchObject({
      name: 'a', provider: 'p', model_id: 'vendor-a', display_name: 'a', tier: 'standard', context_window: 128_000, default_output_tokens: 4096, enabled: true, quality_score: 0.8,
      prices: { version: 'price-a', rows: [{ meter: 'input', per: 1_000_000, usd: '0.25', per_1k: '0.00025', per_1m: '0.25', source: 'book' }] },
    });
    expect(body['models'][0]).not.toHaveProperty('accuracy_score');
    expect(body['models'][1]).not.toHaveProperty('prices');
  });

  it.each(['meta/llama:free', encodeURIComponent('meta/llama:free')])('one model by its name: %s', async (name) => {
    expect(await call(`/api/ai/models/${name}`)).toMatchObject({ status: 200, body: { model: { name: 'meta/llama:free', enabled: false } } });
  });

  it('providers, with their keys but never a value', async () => {
    const { body } = await call('/api/ai/providers');
    expect(body['providers']).toMatchObject([{ id: 'p', type: 'openai', enabled: true, priority: 1, weight: 1, rph: 3600, burst: 10, health_check_interval: 300, credentials: [{ id: 'p-default', state: 'active', version: 2, hint: '…abcd' }] }]);
    expect(await call('/api/ai/providers/p')).toMatchObject({ status: 200, body: { provider: { id: 'p' } } });
  });

  it('provider-status, with the cost of today from the ledger', async () => {
    const { body } = await call('/api/ai/provider-status');
    expect(body).toMatchObject({ overall: 'degraded', providers_total: 2, providers_active: 2, providers_healthy: 1 });
    expect(body['providers'][0]).toMatchObject({ provider: 'p', status: 'healthy', trend: 'stable', response_time: { mean: 12, p50: 10, p95: 20, p99: 30 }, success_rate: 0.75, requests_today: 7, cost_today: '1.5', models_available: 1, last_error: 'boom' });
    expect(body['providers'][1]).not.toHaveProperty('cost_today');
    const report = console.heard.find(({ method }) => method === 'ledger.reportUsage')?.request as { from: { seconds: bigint } };
    expect(Number(report.from.seconds) % 86_400).toBe(0);
  });

  it('stats', async () => {
    expect((await call('/api/ai/stats')).body).toEqual({
      stats: {
        total_models: 2, active_models: 1, total_requests: 4, total_cost: '1.5', average_success_rate: 0.75,
        model_performance: { a: { requests: 4, success_rate: 0.75, average_response_time: 3, total_cost: '1.5', performance_score: expect.closeTo(0.6 * 0.75 + 0.4 * 0.9, 9), last_used: '1970-01-01T00:00:00.000Z' } },
      },
    });
  });

  it('generate', async () => {
    const { status, body } = await call('/api/ai/generate', { body: { model: 'a', prompt: 'hello', max_tokens: 10, cost_limit: 0.0000001, priority: 'high', client_request_id: 'mine', context: { system_prompt: 'be brief' } } });
    expect(status).toBe(200);
    expect(body['response']).toEqual({
      content: 'hi', model: 'a', provider: 'p', usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 }, cost: '0.000001', response_time: 1.5, quality_score: 0.8, finish_reason: 'stop', function_calls: [], cached: false,
      warnings: ['w'], request_id: 'r1', metadata: { model_id: 'vendor-a', attempts: 1, price_version: 'price-a' },
    });
    expect(console.heard.at(-1)).toMatchObject({ request: { model: 'a', systemPrompt: 'be brief', costLimitUsd: '0.000000100000', clientRequestId: 'mine', parameters: { maxOutputTokens: 10 } }, options: { onBehalfOf: { tenant: 'acme', keyId: 'k1' } } });
  });
});

describe('a list', () => {
  it('comes in pages', async () => {
    const first = await call('/api/ai/models?limit=1');
    expect(first.body).toMatchObject({ models: [{ name: 'a' }], next_cursor: '1' });
    const second = await call(`/api/ai/models?limit=1&cursor=${first.body['next_cursor']}`);
    expect(second.body['models']).toMatchObject([{ name: 'meta/llama:free' }]);
    expect(second.body).not.toHaveProperty('next_cursor');
  });

  it.each([['limit', '0'], ['limit', '1001'], ['limit', 'many'], ['cursor', '-1'], ['cursor', 'abc'], ['cursor', '1.5']])('refuses %s=%s by name', async (field, value) => {
    expect(await call(`/api/ai/models?${field}=${value}`)).toMatchObject({ status: 400, body: { error: { field, reason: 'invalid_field' } } });
  });

  it.each([['enabled=true', ['a']], ['search=llama', ['meta/llama:free']], ['provider=x', []], ['capability=text_generation', ['a', 'meta/llama:free']], ['tier=basic', []]])('is filtered by %s', async (query, names) => {
    expect((await call(`/api/ai/models?${query}`)).body['models'].map(({ name }: { name: string }) => name)).toEqual(names);
  });
});

describe('an error', () => {
  it.each([
    { name: 'no key', path: '/api/ai/models', token: '', status: 401, reason: 'unauthenticated', category: 'configuration' },
    { name: 'a wrong key', path: '/api/ai/stats', token: 'sy_wrong', status: 401, reason: 'unauthenticated', category: 'configuration' },
    { name: 'a wrong key for the gateway', path: '/rpc/x/y', token: 'sy_wrong', status: 401, reason: 'unauthenticated', category: 'configuration' },
    { name: 'what the key may not see', path: '/api/ai/requests', token: key, status: 403, reason: 'permission_denied', category: 'configuration' },
    { name: 'an unknown model', path: '/api/ai/models/zzz', token: key, status: 404, reason: 'unknown_model', category: 'configuration' },
    { name: 'an unknown provider', path: '/api/ai/providers/zzz', token: key, status: 404, reason: 'unknown_provider', category: 'configuration' },
    { name: 'an unknown path', path: '/api/ai/nothing', token: key, status: 404, reason: 'not_found', category: 'configuration' },
  ])('of $name says what, why and what next', async ({ path, token, status, reason, category }) => {
    const answer = await call(path, { token });
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toMatchObject({ category, reason, message: expect.stringMatching(/\.$/), next_step: expect.stringMatching(/./) });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    { name: 'an unknown field', body: { promt: 'x' }, field: 'promt' },
    { name: 'text where a number belongs', body: { prompt: 'x', temperature: 'hot' }, field: 'temperature' },
    { name: 'half a token', body: { prompt: 'x', max_tokens: 1.5 }, field: 'max_tokens' },
    { name: 'a role by an inherited name', body: { messages: [{ role: 'constructor', content: 'x' }] }, field: 'messages[0].role' },
    { name: 'a message without text', body: { messages: [{ role: 'user' }] }, field: 'messages[0].content' },
    { name: 'a priority by an inherited name', body: { prompt: 'x', priority: 'toString' }, field: 'priority' },
    { name: 'a stream', body: { prompt: 'x', stream: true }, field: 'stream' },
    { name: 'an image without a prompt', body: { images: ['https://x/y.png'] }, field: 'images' },
    { name: 'a list', body: [], field: 'body' },
    { name: 'broken JSON', body: '{', field: 'body' },
  ])('of a request names its field: $name', async ({ body, field }) => {
    const answer = await call('/api/ai/generate', { body });
    expect(answer.body['error']).toMatchObject({ field });
    expect(console.heard).toEqual([]);
  });

  it('of a service comes through with its status, and a fault of ours is in the log under its id', async () => {
    await console.close();
    const refusal = new AppError(Reason.BUDGET_EXCEEDED, 'Budget "daily" has no room.', { nextStep: 'Wait.', retryAfterMs: 1500, requestId: 'r9' });
    console = await openConsole({ 'router.generate': () => Promise.reject(refusal), 'catalog.getSnapshot': () => { throw new TypeError('a fault of ours'); } });
    expect(await call('/api/ai/generate', { body: { prompt: 'x' } })).toMatchObject({ status: 429, body: { error: { category: 'limit', reason: 'budget_exceeded', next_step: 'Wait.', request_id: 'r9', retry_after_ms: 1500 } } });
    const { status, body } = await call('/api/ai/models');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('a fault of ours');
    expect(console.log.find((line) => line.includes('a fault of ours'))).toContain(body['error'].request_id);
  });
});

describe('the live stream of provider states', () => {
  async function* states(signal: AbortSignal, left: () => void) {
    try {
      yield create(WatchStatusResponseSchema, { overall: 'healthy', providers: [{ provider: 'p', status: 'healthy' }] });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    } finally {
      left();
    }
  }

  it('begins with all, and ends its watch when the reader leaves', async () => {
    await console.close();
    const left = Promise.withResolvers<void>();
    console = await openConsole({ 'health.watchStatus': (_request, { signal }) => states(signal as AbortSignal, left.resolve) });
    const gone = new AbortController();
    const response = await fetch(`${console.address}/api/ai/provider-status/stream`, { headers: { authorization: `Bearer ${key}` }, signal: gone.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const { value } = await response.body!.getReader().read();
    expect(JSON.parse(new TextDecoder().decode(value).replace(/^data: /, ''))).toMatchObject({ overall: 'healthy', providers: [{ provider: 'p' }] });
    gone.abort();
    await left.promise;
  });

  it('that is refused is a status, not a stream', async () => {
    expect((await call('/api/ai/provider-status/stream')).status).toBe(403);
  });
});

it('the page is served with a policy that lets nothing else in', async () => {
  const response = await fetch(console.address);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).toContain('<title>Switchyard</title>');
});
