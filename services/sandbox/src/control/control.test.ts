import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../start-sandbox.js';
import { ask, countInflight, readBill, startTestSandbox, until, untilGenerating, vendors } from '../testing/harness.js';
import type { Reply, Vendor } from '../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  await control('DELETE', '/control/behaviour');
  await control('DELETE', '/control/keys');
});
afterAll(() => sandbox.close());

const openai = vendors[0]!;
const control = (method: string, path: string, body?: unknown): Promise<Reply> => ask({ url: `${sandbox.control}${path}`, method, body });
const call = (vendor: Vendor = openai, provider = vendor.provider, model?: string): Promise<Reply> =>
  ask({ url: `${sandbox.addresses[provider]}${vendor.path}`, headers: vendor.headers, body: vendor.body('hi', model === undefined ? {} : { model }) });

describe('behaviour', () => {
  it('is set for one port and the next calls, listed, and taken away', async () => {
    const { status, text } = await control('POST', '/control/behaviour', { provider: 'openai', next: 2, behaviour: { status: 503 } });
    expect(status).toBe(201);
    expect(JSON.parse((await control('GET', '/control/behaviour')).text).rules).toMatchObject([{ id: JSON.parse(text).id, provider: 'openai', next: 2, behaviour: { status: 503 } }]);
    expect((await call(openai, 'openai-b')).status).toBe(200);
    expect([(await call()).status, (await call()).status, (await call()).status]).toEqual([503, 503, 200]);
    expect(JSON.parse((await control('GET', '/control/behaviour')).text).rules).toEqual([]);
  });

  it('without an end takes a whole vendor down, its model list included, until the rule is deleted', async () => {
    const { id } = JSON.parse((await control('POST', '/control/behaviour', { provider: 'openai', behaviour: { status: 500 } })).text);
    const list = () => ask({ url: `${sandbox.baseUrls['openai']}/models`, method: 'GET', headers: openai.headers });
    expect([(await call()).status, (await list()).status]).toEqual([500, 500]);
    expect((await control('DELETE', `/control/behaviour/${id}`)).status).toBe(204);
    expect([(await call()).status, (await list()).status]).toEqual([200, 200]);
    expect((await control('DELETE', `/control/behaviour/${id}`)).status).toBe(404);
  });

  it.each([
    { name: 'a rule with a wrong behaviour', path: '/control/behaviour', body: { behaviour: { statsu: 1 } }, says: 'no behaviour' },
    { name: 'a body that is no JSON', path: '/control/behaviour', body: '{', says: 'a rule is' },
    { name: 'a key mark without a state', path: '/control/keys', body: { key: 'k' }, says: 'revoked, out_of_quota' },
    { name: 'a model without prices', path: '/control/models', body: { dialect: 'openai', id: 'x' }, says: 'prices.input' },
  ])('refuses $name with a sentence', async ({ path, body, says }) => {
    const reply = await control('POST', path, body);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).error).toContain(says);
  });
});

describe('keys', () => {
  it.each([
    { vendor: openai, state: 'revoked', status: 401, shows: '"code":"invalid_api_key"' },
    { vendor: openai, state: 'out_of_quota', status: 429, shows: '"code":"insufficient_quota"' },
    { vendor: openai, state: 'rate_limited', status: 429, shows: '"code":"rate_limit_exceeded"' },
    { vendor: vendors[1]!, state: 'revoked', status: 401, shows: '"authentication_error"' },
    { vendor: vendors[1]!, state: 'out_of_quota', status: 402, shows: '"billing_error"' },
    { vendor: vendors[1]!, state: 'rate_limited', status: 429, shows: '"rate_limit_error"' },
  ])('that are $state at $vendor.provider are told so, until they are valid again', async ({ vendor, state, status, shows }) => {
    await control('POST', '/control/keys', { key: 'sk-test', state, retry_after: 9 });
    const reply = await call(vendor);
    expect(reply.status).toBe(status);
    expect(reply.text).toContain(shows);
    expect(reply.text).not.toContain('sk-test');
    expect(reply.headers['retry-after']).toBe(state === 'rate_limited' ? '9' : undefined);
    await control('POST', '/control/keys', { key: 'sk-test', state: 'valid' });
    expect((await call(vendor)).status).toBe(200);
  });

  it('may be marked on one port alone', async () => {
    await control('POST', '/control/keys', { key: 'sk-test', provider: 'openai-b', state: 'revoked' });
    expect([(await call()).status, (await call(openai, 'openai-b')).status]).toEqual([200, 401]);
  });
});

it('sells a model that was added, at its price', async () => {
  expect((await call(openai, 'openai', 'my-model')).status).toBe(404);
  expect((await control('POST', '/control/models', { dialect: 'openai', id: 'my-model', prices: { input: '1.00', output: '3.00' } })).status).toBe(201);
  expect((await call(openai, 'openai', 'my-model')).status).toBe(200);
  const entry = (await readBill(sandbox)).entries.at(-1)!;
  expect(entry.cost_picousd).toBe(String(entry.usage['input_tokens']! * 1_000_000 + entry.usage['output_tokens']! * 3_000_000));
});

it('shows the calls that are open, and none once their callers have left', async () => {
  let leave = (): void => {};
  const hangUp = new Promise<void>((resolve) => (leave = resolve));
  const hanging = ask({ url: `${sandbox.addresses['openai']}${openai.path}`, headers: { ...openai.headers, 'x-client-request-id': 'att-1', 'x-sandbox': '{"hang":true}' }, body: openai.body('hi', { stream: true }), hangUp });
  await untilGenerating(sandbox);
  expect(JSON.parse((await control('GET', '/inflight')).text)).toMatchObject({ count: 1, calls: [{ attempt_id: 'att-1', provider: 'openai', model: 'gpt-4.1-mini', streaming: true }] });
  leave();
  await hanging;
  await until(async () => (await countInflight(sandbox)) === 0);
});

it('says that it is well, and what it can do', async () => {
  expect(JSON.parse((await control('GET', '/health')).text)).toEqual({ status: 'ok', addresses: sandbox.addresses });
  const unknown = await control('GET', '/nothing');
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain('POST /control/behaviour');
});
