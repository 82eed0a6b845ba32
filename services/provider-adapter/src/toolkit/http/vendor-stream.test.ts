// Goal: what undici's HTTP/2 client leaves undone is done: a stopped call is reset even while its prompt waits for the vendor's
// window, an answer is whole by the vendor's word alone, and a connection that died is left.
import 'reflect-metadata';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { constants, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { setImmediate } from 'node:timers/promises';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { systemClock } from '@switchyard/common/lifecycle';
import { fakeClock } from '@switchyard/common/testing';
import { VendorFailure } from '../../adapter/vendor-failure.js';
import { deadConnectionMs } from '../../limits.js';
import { until } from '../../testing/harness.js';
import { frameTypes, Http2Peer, PeerRequest } from '../../testing/http2-peer.js';
import { selfSigned, type SelfSigned } from '../../testing/self-signed.js';
import { wireOpener } from './open-wire.js';
import { probe } from './probe-connection.js';
import type { VendorCall } from './vendor-call.js';
import { VendorPool } from './vendor-pool.js';
import { expectStream, streamCreated, type VendorStream } from './vendor-stream.js';

let identity: SelfSigned;
let peer: Http2Peer;
let pool: VendorPool;
let baseUrl: string;

beforeAll(async () => void (identity = await selfSigned()));
beforeEach(async () => {
  peer = new Http2Peer(identity);
  baseUrl = await peer.listen();
  pool = new VendorPool({ extraAuthorities: identity.certificate, speaksHttp2: true });
});
afterEach(async () => {
  await pool.close();
  peer.close();
});

const timers = { connectMs: 2_000, firstOutputMs: 10_000, idleMs: 10_000, totalMs: 20_000 };
const open = (): VendorCall => wireOpener({ pool, clock: systemClock })({ baseUrl, allowsPrivate: true, attemptId: 'a', timers });
const failure = new VendorFailure({ origin: 'stopped', errorClass: ErrorClass.CANCELLED, message: 'enough' });
const order = { path: '/v1/chat', headers: {}, body: { say: 'hello' } };
// A vendor's window is this large until it says otherwise.
const windowBytes = 65_535;
const long = { ...order, body: { say: 'x'.repeat(2 * windowBytes) } };
const fetchFrom = (init: RequestInit): Promise<Response> => pool.fetch({ origin: baseUrl, path: '', allowsPrivate: true })(`${baseUrl}/v1/chat`, { method: 'POST', ...init });
const dataBytes = (): number => peer.of(frameTypes.data).reduce((sum, { payload }) => sum + payload.length, 0);
const firstRequest = (): PeerRequest => new PeerRequest(peer.of(frameTypes.headers)[0]!);
/** The request whose body fills the window. */
const stuck = async (): Promise<PeerRequest> => {
  await until(() => dataBytes() === windowBytes);
  return firstRequest();
};
const resetCodes = (): number[] => peer.of(frameTypes.reset).map(({ payload }) => payload.readUInt32BE());

async function readAll(wire: VendorCall): Promise<string> {
  let text = '';
  for (let piece = await wire.read(); piece !== undefined; piece = await wire.read()) text += String(piece);
  return text;
}

describe('a prompt that waits for the window of its vendor', () => {
  // Goal: Node never forgets the bytes that waited, and would in the end refuse every answer of the connection.
  it('is dropped with its stream when the call is stopped, and its connection ends with the calls that are open on it', async () => {
    peer.onRequest = (request) => void request.headers().data('begun');
    const going = open();
    await going.post(order);
    expect(String(await going.read())).toBe('begun');
    const sentBytes = dataBytes();
    const stopped = open();
    const answered = stopped.post(long);
    await until(() => dataBytes() === windowBytes);
    stopped.stop(failure);
    await expect(answered).rejects.toBe(failure);
    await until(() => peer.of(frameTypes.goaway).length > 0);
    expect(resetCodes()).toEqual([constants.NGHTTP2_CANCEL]);
    const next = open();
    await next.post(order);
    expect(peer.sockets).toHaveLength(2);
    firstRequest().openWindow(10 * windowBytes);
    firstRequest().data(' and ended', { isLast: true });
    expect(await readAll(going)).toBe(' and ended');
    await until(() => peer.sockets[0]!.readableEnded);
    expect(dataBytes()).toBe(windowBytes + sentBytes);
    next.stop(failure);
  });

  it('is dropped with its stream when an SDK stops it', async () => {
    const controller = new AbortController();
    const answered = fetchFrom({ body: JSON.stringify(long.body), signal: controller.signal });
    await stuck();
    controller.abort();
    await expect(answered).rejects.toThrow();
    await until(() => peer.of(frameTypes.reset).length > 0);
    expect(resetCodes()).toEqual([constants.NGHTTP2_CANCEL]);
  });

  it('is sent whole once all of it has left, and not before', async () => {
    const wire = open();
    const answered = wire.post(long);
    const request = await stuck();
    expect(wire.isSentWhole).toBe(false);
    request.openWindow(10 * windowBytes);
    await until(() => wire.isSentWhole);
    await until(() => dataBytes() === JSON.stringify(long.body).length);
    request.headers().data('', { isLast: true });
    expect((await answered).status).toBe(200);
  });

  it('is not sent whole after a stop either', async () => {
    const wire = open();
    wire.post(long).catch(() => {});
    await stuck();
    wire.stop(failure);
    await until(() => peer.of(frameTypes.reset).length > 0);
    expect(wire.isSentWhole).toBe(false);
  });

  it.each([
    { name: 'a call', ask: async () => (await open().post(long)) as VendorCall, read: (answer: unknown) => readAll(answer as VendorCall) },
    { name: 'an SDK', ask: () => fetchFrom({ body: JSON.stringify(long.body) }), read: (answer: unknown) => (answer as Response).text() },
  ])('is no more sent when $name has the whole answer', async ({ ask, read }) => {
    const asked = ask();
    (await stuck()).headers().data('too long', { isLast: true });
    expect(await read(await asked)).toBe('too long');
    await until(() => peer.of(frameTypes.reset).length > 0);
    expect(resetCodes()).toEqual([constants.NGHTTP2_CANCEL]);
  });
});

describe.each([
  { name: 'cancels its stream', end: (request: PeerRequest) => request.reset(constants.NGHTTP2_CANCEL), isWhole: false },
  { name: 'resets its stream without an error', end: (request: PeerRequest) => request.reset(constants.NGHTTP2_NO_ERROR), isWhole: false },
  { name: 'closes the connection', end: (request: PeerRequest) => request.socket.end(), isWhole: false },
  { name: 'says goodbye and closes the connection', end: (request: PeerRequest) => request.sayGoodbye().socket.end(), isWhole: false },
  { name: 'says that it is whole', end: (request: PeerRequest) => request.data('', { isLast: true }), isWhole: true },
  { name: 'says that it is whole and resets its stream without an error', end: (request: PeerRequest) => request.data('', { isLast: true }).reset(constants.NGHTTP2_NO_ERROR), isWhole: true },
  { name: 'says goodbye and then that it is whole', end: (request: PeerRequest) => request.sayGoodbye().data('', { isLast: true }), isWhole: true },
])('an answer whose vendor $name', ({ end, isWhole }) => {
  beforeEach(() => {
    peer.onRequest = (request) => void request.headers().data('line\n');
  });

  it(`is ${isWhole ? 'whole' : 'cut'}, and what came can be read`, async () => {
    const wire = open();
    await wire.post(order);
    expect(String(await wire.read())).toBe('line\n');
    end(firstRequest());
    if (isWhole) expect(await wire.read()).toBeUndefined();
    else await expect(wire.read()).rejects.toMatchObject({ fields: { origin: 'cut', errorClass: ErrorClass.BAD_OUTPUT } });
  });

  it(`is ${isWhole ? 'whole' : 'cut'} for an SDK`, async () => {
    const response = await fetchFrom({ body: '{}' });
    end(firstRequest());
    if (isWhole) expect(await response.text()).toBe('line\n');
    else await expect(response.text()).rejects.toThrow();
  });
});

describe('a connection', () => {
  /** The session of the pool's first call, and that call. */
  async function firstCall(): Promise<{ session: ClientHttp2Session; answered: Promise<unknown> }> {
    const sessions: ClientHttp2Session[] = [];
    const take = (message: unknown): void => void sessions.push((message as { stream: ClientHttp2Stream }).stream.session as ClientHttp2Session);
    subscribe(streamCreated, take);
    const answered = open().post(order);
    answered.catch(() => {});
    // What the peer says to greet has come, so nothing is on its way.
    await until(() => peer.of(frameTypes.headers).length === 1 && sessions[0]!.pendingSettingsAck === false);
    unsubscribe(streamCreated, take);
    return { session: sessions[0]!, answered };
  }

  it('is asked whether it lives when calls on it are stopped, once at a time', async () => {
    peer.answersPings = false;
    const wires = [open(), open()];
    for (const wire of wires) wire.post(order).catch(() => {});
    await until(() => peer.of(frameTypes.headers).length === 2);
    expect(peer.sockets).toHaveLength(1);
    for (const wire of wires) wire.stop(failure);
    await until(() => peer.of(frameTypes.reset).length === 2);
    expect(peer.of(frameTypes.ping)).toHaveLength(1);
  });

  it('is asked when an SDK stops', async () => {
    const controller = new AbortController();
    const answered = fetchFrom({ body: '{}', signal: controller.signal });
    await until(() => peer.of(frameTypes.headers).length === 1);
    controller.abort();
    await expect(answered).rejects.toThrow();
    await until(() => peer.of(frameTypes.ping).length === 1);
  });

  it('is left when it stays silent, with what is open on it, and the next call has another', async () => {
    peer.answersPings = false;
    const { session, answered } = await firstCall();
    const clock = fakeClock();
    probe(session, clock);
    await clock.advance(deadConnectionMs);
    await expect(answered).rejects.toMatchObject({ fields: { errorClass: ErrorClass.NETWORK } });
    peer.onRequest = (request) => void request.headers().data('{}', { isLast: true });
    const next = open();
    await next.post(order);
    expect(await readAll(next)).toBe('{}');
    expect(peer.sockets).toHaveLength(2);
  });

  it.each([
    { name: 'answers', answer: () => {} },
    { name: 'answers nothing and sends something else', answer: () => ((peer.answersPings = false), void firstRequest().headers()) },
  ])('stays when it $name, and can be asked again', async ({ answer }) => {
    const { session } = await firstCall();
    const bytesBefore = session.socket.bytesRead;
    const clock = fakeClock();
    probe(session, clock);
    answer();
    await until(() => session.socket.bytesRead > bytesBefore);
    await clock.advance(deadConnectionMs);
    await setImmediate();
    expect(session.destroyed).toBe(false);
    expect(session.socket.destroyed).toBe(false);
    probe(session, clock);
    await until(() => peer.of(frameTypes.ping).length === 2);
  });

  it('on which others of this process open streams is not taken for a vendor', async () => {
    const { session } = await firstCall();
    const taken: VendorStream[] = [];
    const request = (path: string): void => void session.request({ ':path': path }).on('error', () => {});
    expectStream('/v1/chat', (stream) => taken.push(stream));
    request('/other');
    expect(taken).toEqual([]);
    request('/v1/chat');
    request('/v1/chat');
    expect(taken).toHaveLength(1);
    // Over HTTP/1.1 none comes in the turn in which the call starts.
    expectStream('/v1/chat', (stream) => taken.push(stream));
    await Promise.resolve();
    request('/v1/chat');
    expect(taken).toHaveLength(1);
  });
});
