// Goal: with a vendor that speaks HTTP/2 a call keeps every promise that it has over HTTP/1.1: it is sent once, stops down to its
// stream, is read at the reader's pace, and is judged by what came. An operator's own authority is believed on the way.
import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { constants, createSecureServer, type Http2SecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { systemClock } from '@switchyard/common/lifecycle';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { until } from '../../testing/harness.js';
import { selfSigned } from '../../testing/self-signed.js';
import { wireOpener } from './open-wire.js';
import { VendorPool } from './vendor-pool.js';

type Answer = (stream: ServerHttp2Stream, body: string) => void;

let server: Http2SecureServer;
let pool: VendorPool;
let certificate: string;
let baseUrl: string;
let answer: Answer;
const sessions = new Set<ServerHttp2Session>();
const seen: { attemptId: string; stream: ServerHttp2Stream }[] = [];

beforeAll(async () => {
  const identity = await selfSigned();
  certificate = identity.certificate;
  // As vendors do, it takes both and prefers the newer.
  server = createSecureServer({ cert: certificate, key: identity.key, allowHTTP1: true });
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream, headers) => {
    seen.push({ attemptId: String(headers['x-client-request-id']), stream: stream as ServerHttp2Stream });
    stream.on('error', () => {});
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => answer(stream as ServerHttp2Stream, Buffer.concat(pieces).toString()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
  pool = new VendorPool({ extraAuthorities: certificate, speaksHttp2: true });
});
afterEach(() => void seen.splice(0));
afterAll(async () => {
  await pool.close();
  for (const session of sessions) session.destroy();
  server.close();
});

const json = { ':status': 200, 'content-type': 'application/json' };
const timers = { connectMs: 2_000, firstOutputMs: 2_000, idleMs: 2_000, totalMs: 10_000 };
const open = (attemptId: string, times: Partial<typeof timers> = {}) => wireOpener({ pool, clock: systemClock })({ baseUrl, allowsPrivate: true, attemptId, timers: { ...timers, ...times } });
const failure = new VendorFailure({ origin: 'stopped', errorClass: ErrorClass.CANCELLED, message: 'enough' });
const order = { path: '/v1/chat', headers: { authorization: 'Bearer k' }, body: { say: 'hello' } };

describe('over HTTP/2', () => {
  it('a call arrives whole, and many share one connection', async () => {
    answer = (stream, body) => (stream.respond(json), stream.end(body));
    const wires = Array.from({ length: 20 }, (_, index) => open(`a${index}`));
    const texts = await Promise.all(wires.map(async (wire) => (await wire.post(order), String(await wire.read()))));
    expect(new Set(texts)).toEqual(new Set([JSON.stringify(order.body)]));
    expect(wires.every(({ isSentWhole, answeredStatus }) => isSentWhole && answeredStatus === 200)).toBe(true);
    for (const wire of wires) expect(await wire.read()).toBeUndefined();
    expect(seen.map(({ attemptId }) => attemptId).sort()).toEqual(wires.map((_, index) => `a${index}`).sort());
    expect(sessions.size).toBe(1);
  });

  it('one that is stopped resets its stream at once, and the others go on', async () => {
    const streams: ServerHttp2Stream[] = [];
    answer = (stream) => (stream.respond(json), stream.write('begun'), void streams.push(stream));
    const [stopped, going] = [open('stopped'), open('going')];
    await Promise.all([stopped.post(order), going.post(order)]);
    await Promise.all([stopped.read(), going.read()]);
    const closed = once(seen.find(({ attemptId }) => attemptId === 'stopped')!.stream, 'close');
    const stoppedAtMs = performance.now();
    stopped.stop(failure);
    await closed;
    // The timers that would end it otherwise take twice as long.
    expect(performance.now() - stoppedAtMs).toBeLessThan(1_000);
    seen.find(({ attemptId }) => attemptId === 'going')!.stream.end(' and ended');
    expect(String(await going.read())).toBe(' and ended');
    expect(await going.read()).toBeUndefined();
  });

  it.each([
    { name: 'refuses the stream', code: constants.NGHTTP2_REFUSED_STREAM },
    { name: 'cancels it', code: constants.NGHTTP2_CANCEL },
    { name: 'has a fault', code: constants.NGHTTP2_INTERNAL_ERROR },
  ])('one whose vendor $name is sent once, and fails', async ({ code }) => {
    answer = (stream) => stream.close(code);
    await expect(open('once').post(order)).rejects.toMatchObject({ fields: { errorClass: ErrorClass.NETWORK } });
    await sleep(50);
    expect(seen.filter(({ attemptId }) => attemptId === 'once')).toHaveLength(1);
  });

  it('one that is open when the vendor says goodbye is sent once', async () => {
    // It says that it looked at no stream of this connection: a client that trusts it sends them again.
    answer = (stream) => stream.session?.goaway(constants.NGHTTP2_NO_ERROR, 0);
    const wire = open('goodbye', { firstOutputMs: 400 });
    await expect(wire.post(order)).rejects.toMatchObject({ fields: { errorClass: expect.any(Number) } });
    await sleep(50);
    expect(seen.filter(({ attemptId }) => attemptId === 'goodbye')).toHaveLength(1);
  });

  describe.each([
    // close() would end the body first.
    { name: 'by a reset', cut: (stream: ServerHttp2Stream) => stream.destroy(new Error('a fault of the vendor')) },
    { name: 'with its connection', cut: (stream: ServerHttp2Stream) => stream.session?.destroy() },
  ])('an answer that is cut off $name', ({ cut }) => {
    beforeEach(() => {
      answer = (stream) => (stream.respond(json), stream.write('half of'), setTimeout(() => cut(stream), 30));
    });

    it('is no whole answer, and what came can be read', async () => {
      const wire = open('broken');
      await wire.post(order);
      expect(String(await wire.read())).toBe('half of');
      await expect(wire.read()).rejects.toMatchObject({ fields: { origin: 'cut', errorClass: ErrorClass.BAD_OUTPUT } });
    });

    it('is none for an SDK either', async () => {
      const response = await fetchFrom(pool);
      await expect(response.text()).rejects.toThrow();
    });
  });

  it('a reader that stops reading stops the vendor from sending, and no other call', async () => {
    const piece = Buffer.alloc(64 * 1024, 'x');
    let written = 0;
    answer = (stream) => {
      stream.respond(json);
      const more = (): void => {
        while (written < 64 * 1024 * 1024) {
          written += piece.length;
          if (!stream.write(piece)) return void stream.once('drain', more);
        }
      };
      more();
    };
    const slow = open('slow');
    await slow.post(order);
    await slow.read();
    let whenPaused = 0;
    await until(async () => {
      whenPaused = written;
      await sleep(100);
      return written === whenPaused;
    });
    expect(whenPaused).toBeLessThan(8 * 1024 * 1024);
    answer = (stream, body) => (stream.respond(json), stream.end(body));
    const other = open('other');
    await other.post(order);
    expect(String(await other.read())).toContain('hello');
    expect(written).toBe(whenPaused);
    await slow.read();
    await until(async () => (await slow.read(), written > whenPaused));
    slow.stop(failure);
  });

  it('the timers fire as they do over HTTP/1.1', async () => {
    answer = () => {};
    await expect(open('silent', { firstOutputMs: 60 }).post(order)).rejects.toMatchObject({ fields: { timer: 'first_output' } });
    await expect(open('late', { totalMs: 60 }).post(order)).rejects.toMatchObject({ fields: { timer: 'total' } });
    await until(() => seen.every(({ stream }) => stream.closed));
  });

  it('an SDK has the same way out', async () => {
    answer = (stream, body) => (stream.respond(json), stream.end(body));
    expect(await (await fetchFrom(pool)).json()).toEqual({ a: 1 });
  });

  it('what an SDK sends is sent once as well', async () => {
    answer = (stream) => stream.close(constants.NGHTTP2_REFUSED_STREAM);
    await expect(fetchFrom(pool)).rejects.toThrow();
    await sleep(50);
    expect(seen).toHaveLength(1);
  });

  it('an authority that nobody named is not believed', async () => {
    const strict = new VendorPool({ speaksHttp2: true });
    try {
      const wire = wireOpener({ pool: strict, clock: systemClock })({ baseUrl, allowsPrivate: true, attemptId: 'untrusted', timers });
      await expect(wire.post(order)).rejects.toMatchObject({ fields: { errorClass: ErrorClass.NETWORK } });
      expect(seen).toEqual([]);
    } finally {
      await strict.close();
    }
  });
});

it('a pool that was not told to speak it calls over HTTP/1.1', async () => {
  const versions: string[] = [];
  server.once('request', (request, response) => (versions.push(request.httpVersion), request.resume(), response.end('{}')));
  const plain = new VendorPool({ extraAuthorities: certificate });
  try {
    await fetchFrom(plain);
    expect(versions).toEqual(['1.1']);
  } finally {
    await plain.close();
  }
});

function fetchFrom(from: VendorPool): Promise<Response> {
  return from.fetch({ origin: baseUrl, path: '', allowsPrivate: true })(`${baseUrl}/v1/models`, { method: 'POST', body: '{"a":1}' });
}
