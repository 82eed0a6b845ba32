// Goal: the door holds against what no SDK would send, and every answer can be traced by its id.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { DefaultsSchema } from '@switchyard/proto/catalog/v1/feature';
import { messageBytesMax } from '@switchyard/common/grpc';
import { bodyBytesMax } from '../../limits.js';
import { catalogOf } from '../../testing/catalog.js';
import { goodKey, limitedKey, openDoors, type Doors } from '../../testing/doors.js';
import { eventually } from '../../testing/eventually.js';
import { World, type Act } from '../../testing/world.js';

const names = ['a', 'b', 'meta/llama-3:free', 'hf.co/org/model_1.5:latest'];
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const catalog = catalogOf(names.map((name) => ({ name, provider: 'p', ...(name === 'b' ? { visibleTo: ['acme'] } : {}) })), { chain: ['a'] });
const messages = [{ role: 'user', content: 'hello' }];

let act: Act;
let world: World;
let doors: Doors;
beforeEach(async () => {
  act = { kind: 'answer' };
  world = new World({ script: () => act });
  doors = await openDoors(world, catalog);
});
afterEach(() => doors.close());

async function call(path: string, { method = 'GET', body, key = goodKey, headers = {} }: { method?: string; body?: string; key?: string | undefined; headers?: Record<string, string> } = {}) {
  const sent = { ...(key === '' ? {} : { authorization: `Bearer ${key}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
  const response = await fetch(`${doors.http}${path}`, { method, headers: sent, ...(body === undefined ? {} : { body }) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as { error?: { message: string; code: string; param: string | null }; [name: string]: unknown } };
}
const chat = (body: unknown, more: object = {}) => call('/v1/chat/completions', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), ...more });

describe('a body', () => {
  it.each([
    { name: 'broken JSON', body: '{"model": "a", ', status: 400, code: 'invalid_field', says: 'JSON' },
    { name: 'nothing', body: '', status: 400, code: 'invalid_field', says: 'body' },
    { name: 'a list', body: '[]', status: 400, code: 'invalid_field', says: 'not an object' },
    { name: 'null', body: 'null', status: 400, code: 'invalid_field', says: 'not an object' },
    { name: 'a prototype', body: '{"__proto__": {"model": "a"}}', status: 400, code: 'invalid_field', says: 'JSON' },
  ])('of $name is refused with a sentence', async ({ body, status, code, says }) => {
    const answer = await chat(body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code, message: expect.stringContaining(says) });
  });

  it('that is too large is refused by its size', async () => {
    const bodyOf = (bytes: number): string => {
      const [head, tail] = ['{"model":"a","messages":[{"role":"user","content":"', '"}]}'];
      return `${head}${'x'.repeat(bytes - head.length - tail.length)}${tail}`;
    };
    // Words alone make no smaller message of it.
    expect(await chat(bodyOf(bodyBytesMax))).toMatchObject({ status: 413, body: { error: { message: expect.stringContaining('16 MiB') } } });
    expect(world.sentIds).toEqual([]);
    const answer = await chat(bodyOf(bodyBytesMax + 1));
    expect(answer.status).toBe(413);
    expect(answer.body.error).toMatchObject({ code: 'message_too_large', message: expect.stringContaining(`${bodyBytesMax / 1024 ** 2} MiB`) });
  });

  it('takes a message with pictures as large as the message that it becomes', () => {
    expect(bodyBytesMax).toBeGreaterThan((messageBytesMax * 4) / 3);
  });

  it('with words up to the limit of a message is answered, and above it refused by that limit before anything is sent', async () => {
    const ofWords = (bytes: number) => chat({ model: 'a', messages: [{ role: 'user', content: 'x'.repeat(bytes) }] });
    expect((await ofWords(messageBytesMax - 1_000)).body.error).not.toMatchObject({ code: 'message_too_large' });
    expect(await ofWords(messageBytesMax)).toMatchObject({ status: 413, body: { error: { code: 'message_too_large' } } });
  });

  it('in another language than JSON is refused', async () => {
    expect(await chat('hello', { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 400, body: { error: { param: 'content-type' } } });
  });

  it('is not even read from a caller without a key', async () => {
    const answer = await chat('{"broken', { key: '' });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key', message: expect.stringContaining('authorization: Bearer') } } });
  });
});

describe('a request without a model', () => {
  it.each([{ name: 'missing', body: { messages } }, { name: 'null', body: { model: null, messages } }, { name: 'empty', body: { model: '', messages } }])('is refused when there is no default: $name', async ({ body }) => {
    expect(await chat(body)).toMatchObject({ status: 400, body: { error: { param: 'model', message: expect.stringContaining('DEFAULT_AI_MODEL') } } });
    expect(world.calls).toEqual([]);
  });

  it('gets the default of the catalog', async () => {
    doors.catalog = { ...catalog, defaults: create(DefaultsSchema, { model: 'b' }) };
    expect(await chat({ messages })).toMatchObject({ status: 200, body: { model: 'b' } });
  });

  it('is fine with a feature in its header', async () => {
    expect(await chat({ messages }, { headers: { 'x-switchyard-feature': 'photos' } })).toMatchObject({ status: 200, body: { model: 'a' } });
  });
});

describe('the model list', () => {
  it('has what the key may use, features too', async () => {
    const { status, body } = await call('/v1/models');
    expect(status).toBe(200);
    expect(body).toMatchObject({ object: 'list' });
    expect((body['data'] as { id: string }[]).map(({ id }) => id)).toEqual([...names.toSorted(), 'feature:photos']);
    expect(((await call('/v1/models', { key: limitedKey })).body['data'] as { id: string }[]).map(({ id }) => id)).toEqual(['b', 'feature:photos']);
  });

  it.each([...names, 'feature:photos'])('tells of one by its name: %s', async (name) => {
    expect(await call(`/v1/models/${name}`)).toMatchObject({ status: 200, body: { id: name, object: 'model' } });
    expect(await call(`/v1/models/${encodeURIComponent(name)}`)).toMatchObject({ status: 200, body: { id: name } });
  });

  it.each(['nobody', 'a%25zz', '%E0%A4%A'])('has no %s', async (name) => {
    const { status, body } = await call(`/v1/models/${name}`);
    expect([400, 404]).toContain(status);
    expect(body.error?.message).not.toContain('inside Switchyard');
  });

  it('is not for strangers', async () => {
    expect((await call('/v1/models', { key: 'sy_nobody' })).status).toBe(401);
    expect((await call('/v1/models/a', { key: '' })).status).toBe(401);
  });
});

describe('every answer', () => {
  it.each([
    { name: 'a list', path: '/v1/models', options: {} },
    { name: 'a refusal of a key', path: '/v1/models', options: { key: 'sy_nobody' } },
    { name: 'a path that is none', path: '/v1/nothing', options: {} },
    { name: 'broken JSON', path: '/v1/chat/completions', options: { method: 'POST', body: '{' } },
    { name: 'an unknown model', path: '/v1/chat/completions', options: { method: 'POST', body: JSON.stringify({ model: 'zzz', messages }) } },
  ])('has its request id: $name', async ({ path, options }) => {
    expect((await call(path, options)).headers.get('x-request-id')).toMatch(uuidPattern);
  });

  it('has an id that the log has too, with the cause of a fault of ours', async () => {
    world.holdVerdict = () => {
      throw new TypeError('a fault of ours');
    };
    world.isCovered = true;
    const { status, headers, body } = await chat({ model: 'a', messages });
    expect(status).toBe(500);
    expect(body.error?.message).not.toContain('a fault of ours');
    const line = doors.log.find((entry) => entry.includes('a fault of ours'));
    expect(line).toContain(headers.get('x-request-id'));
  });
});

describe('a reader that stops reading', () => {
  it('does not outlive its deadline, and its request ends', async () => {
    act = { kind: 'answer', text: 'x'.repeat(16 * 1024 ** 2) };
    const body = JSON.stringify({ model: 'a', messages, stream: true });
    const { port, hostname } = new URL(doors.http);
    const socket = connect(Number(port), hostname);
    socket.once('data', () => socket.pause());
    socket.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${goodKey}\r\nx-switchyard-timeout-ms: 300\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    await eventually(() => world.calls.length === 1);
    expect(world.facts).toEqual([]);
    await eventually(() => world.facts.length === 1);
    const hungUp = once(socket, 'close');
    socket.resume();
    await hungUp;
  });
});

describe('a door that closes', () => {
  it('waits for the answers under way', async () => {
    act = { kind: 'hang' };
    const gone = new AbortController();
    const open = fetch(`${doors.http}/v1/chat/completions`, { method: 'POST', signal: gone.signal, headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ model: 'a', messages }) }).catch(() => undefined);
    await eventually(() => world.calls.length === 1);
    let isDrained = false;
    const drained = doors.drainHttp().then(() => (isDrained = true));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(isDrained).toBe(false);
    gone.abort();
    await drained;
    await open;
  });

  it('with nothing under way closes at once', async () => {
    await call('/v1/models');
    await doors.drainHttp();
  });
});
