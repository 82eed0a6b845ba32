// Goal: one call gives up exactly when its timers say so, never leaves after it was stopped, and never holds more of an
// answer than its reader wants.
import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Dispatcher } from 'undici';
import { systemClock } from '@switchyard/common/lifecycle';
import { fakeClock } from '@switchyard/common/testing';
import { wireOpener } from './open-wire.js';
import { VendorCall, type CallTimers } from './vendor-call.js';
import { VendorPool } from './vendor-pool.js';

const timers: CallTimers = { connectMs: 100, firstOutputMs: 200, idleMs: 300, totalMs: 10_000 };
const order = { path: '/x', headers: {}, body: { a: 1 } };

/** Stands where undici stands, and does what the test says. */
function fakeWire(times = timers) {
  const clock = fakeClock();
  let handler!: Dispatcher.DispatchHandler;
  const aborted: Error[] = [];
  const flow: string[] = [];
  const dispatcher = { dispatch: (_options: unknown, given: Dispatcher.DispatchHandler) => ((handler = given), true) } as unknown as Dispatcher;
  const controller = { abort: (reason: Error) => void aborted.push(reason), pause: () => void flow.push('pause'), resume: () => void flow.push('resume') } as unknown as Dispatcher.DispatchController;
  const call = new VendorCall({ dispatcher, base: { origin: 'https://vendor.example', path: '', allowsPrivate: false }, attemptId: 'a', timers: times, clock });
  const head = call.post(order);
  head.catch(() => {});
  return {
    call, clock, head, aborted, flow,
    start: () => (handler.onRequestStart?.(controller, {}), handler.onRequestSent?.()),
    answer: (status = 200) => handler.onResponseStart?.(controller, status, {}),
    data: (text: string | Buffer) => handler.onResponseData?.(controller, Buffer.from(text)),
    end: () => handler.onResponseEnd?.(controller, {}),
  };
}

describe('timers', () => {
  it('connect fires while there is no connection, and the call then never leaves', async () => {
    const wire = fakeWire();
    await wire.clock.advance(100);
    await expect(wire.head).rejects.toMatchObject({ fields: { timer: 'connect' } });
    wire.start();
    expect(wire.aborted).toHaveLength(1);
    expect(wire.call.isStarted).toBe(false);
    expect(wire.clock.pendingTimers).toBe(0);
  });

  it('first output fires when the head does not come, and when it comes without an event', async () => {
    const silent = fakeWire();
    silent.start();
    await silent.clock.advance(200);
    await expect(silent.head).rejects.toMatchObject({ fields: { timer: 'first_output' } });

    const pinging = fakeWire();
    pinging.start();
    await pinging.clock.advance(150);
    pinging.answer();
    const read = pinging.call.read();
    read.catch(() => {});
    await pinging.clock.advance(49);
    pinging.data(': ping\n\n');
    await read;
    const next = pinging.call.read();
    next.catch(() => {});
    await pinging.clock.advance(1);
    await expect(next).rejects.toMatchObject({ fields: { timer: 'first_output' } });
  });

  it('idle starts again at every event, and not at pings', async () => {
    const wire = fakeWire();
    wire.start();
    wire.answer();
    wire.call.heard();
    for (let event = 0; event < 5; event += 1) {
      const read = wire.call.read();
      await wire.clock.advance(299);
      wire.data('event');
      await read;
      wire.call.heard();
    }
    const ping = wire.call.read();
    await wire.clock.advance(299);
    wire.data('ping');
    await ping;
    const next = wire.call.read();
    next.catch(() => {});
    await wire.clock.advance(1);
    await expect(next).rejects.toMatchObject({ fields: { timer: 'idle' } });
  });

  it('idle does not run while the reader is away', async () => {
    const wire = fakeWire();
    wire.start();
    wire.answer();
    wire.call.heard();
    await wire.clock.advance(5_000);
    wire.data('late');
    expect((await wire.call.read())?.toString()).toBe('late');
  });

  it('total fires whatever comes, and what came before can still be read', async () => {
    const wire = fakeWire({ ...timers, firstOutputMs: undefined, idleMs: undefined });
    wire.start();
    wire.answer();
    wire.data('usage');
    await wire.clock.advance(10_000);
    expect((await wire.call.read())?.toString()).toBe('usage');
    await expect(wire.call.read()).rejects.toMatchObject({ fields: { timer: 'total' } });
    expect(wire.clock.pendingTimers).toBe(0);
  });
});

describe('the pace of the reader', () => {
  it('pauses the socket when too much is unread, and resumes it when the reader comes back', async () => {
    const wire = fakeWire();
    wire.start();
    wire.answer();
    for (let piece = 0; piece < 5; piece += 1) wire.data(Buffer.alloc(64 * 1024));
    expect(wire.flow).toEqual(['pause']);
    expect((await wire.call.read())!.length).toBe(5 * 64 * 1024);
    const next = wire.call.read();
    expect(wire.flow).toEqual(['pause', 'resume']);
    wire.end();
    expect(await next).toBeUndefined();
  });
});

describe('over a socket', () => {
  let server: Server | undefined;
  const pool = { current: undefined as VendorPool | undefined };
  afterEach(async () => {
    await pool.current?.close();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });

  async function serve(handle: Parameters<typeof createServer>[1]): Promise<{ open: ReturnType<typeof wireOpener>; baseUrl: string }> {
    server = createServer(handle as never);
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    pool.current = new VendorPool();
    return { open: wireOpener({ pool: pool.current, clock: systemClock }), baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  const slow: CallTimers = { connectMs: 2_000, firstOutputMs: 5_000, idleMs: 5_000, totalMs: 10_000 };

  it('a reader that stops reading stops the vendor from sending', async () => {
    const total = 64 * 1024 ** 2;
    let written = 0;
    const { open, baseUrl } = await serve((_request, response) => {
      response.writeHead(200);
      const piece = Buffer.alloc(64 * 1024, 'x');
      const write = (): void => {
        while (written < total && !response.destroyed) {
          written += piece.length;
          if (!response.write(piece)) return void response.once('drain', write);
        }
        response.end();
      };
      write();
    });
    const call = open({ baseUrl, allowsPrivate: true, attemptId: 'a', timers: slow });
    const response = await call.post(order);
    await response.read();
    await sleep(200);
    const whileAway = written;
    // Kernel buffers take some MiB; the rest waits at the vendor.
    expect(whileAway).toBeLessThan(total / 2);
    let length = 0;
    for (let piece = await response.read(); piece !== undefined; piece = await response.read()) length += piece.length;
    expect(written).toBe(total);
    expect(length).toBeGreaterThan(whileAway / 2);
    call.release();
  });

  it('calls one after another share a connection, also when the last read stopped before the end', async () => {
    const sockets = new Set<unknown>();
    const { open, baseUrl } = await serve((request, response) => {
      sockets.add(request.socket);
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: [DONE]\n\n');
      setTimeout(() => response.end(), 5);
    });
    for (let index = 0; index < 4; index += 1) {
      const call = open({ baseUrl, allowsPrivate: true, attemptId: `a${index}`, timers: slow });
      await (await call.post(order)).read();
      call.release();
      // The end of the answer comes after the release; until it is in, the connection is not free.
      await sleep(200);
    }
    // A busy machine may take longer for one of them; without sharing there would be four.
    expect(sockets.size).toBeLessThan(4);
  });

  it('a redirect is not followed, and carries no key away', async () => {
    const paths: (string | undefined)[] = [];
    const { open, baseUrl } = await serve((request, response) => {
      paths.push(request.url);
      request.resume();
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const call = open({ baseUrl, allowsPrivate: true, attemptId: 'a', timers: slow });
    expect((await call.post(order)).status).toBe(307);
    expect(paths).toEqual(['/x']);
    call.release();
  });

  it('headers and body of a call arrive with its attempt id', async () => {
    const seen: unknown[] = [];
    const { open, baseUrl } = await serve((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        seen.push({ id: request.headers['x-client-request-id'], length: request.headers['content-length'], body });
        response.end();
      });
    });
    const call = open({ baseUrl, allowsPrivate: true, attemptId: 'attempt-7', timers: slow });
    await call.post(order);
    expect(seen).toEqual([{ id: 'attempt-7', length: '7', body: '{"a":1}' }]);
    call.release();
  });
});
