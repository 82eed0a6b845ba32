// Goal: the process ends with the code and the last words that whoever runs it expects.
import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { readEnv } from '../config/index.js';
import { fakeClock } from '../testing/fake-clock.js';
import type { Life, ProcessHost, ServiceDefinition } from './index.js';
import { runService } from './index.js';

/** A process that only notes what is done to it. */
class FakeProcess extends EventEmitter implements ProcessHost {
  readonly env = {};
  readonly exitCodes: number[] = [];
  errorText = '';
  writeError(text: string): void { this.errorText += text; }
  exit(code: number): void { this.exitCodes.push(code); }
}

const service = (start: (life: Life) => Promise<void>): ServiceDefinition<undefined> => ({ name: 'example', loadConfig: () => undefined, start: (_, life) => start(life) });

const clock = fakeClock();

async function runWith(definition: ServiceDefinition<undefined>, then: (host: FakeProcess) => unknown = () => {}): Promise<FakeProcess> {
  const host = new FakeProcess();
  const running = runService(definition, { host, drainDelayMs: 0, clock });
  // The service is ready when it says so; a service that never is needs no event.
  for (let turns = 0; turns < 20 && !host.errorText.includes('is ready'); turns += 1) await new Promise((resolve) => setImmediate(resolve));
  await then(host);
  await running;
  return host;
}

describe('runService', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('stops in order on %s and exits with 0', async (signal) => {
    let closed = false;
    const host = await runWith(service(async (life) => { await life.use('server', { close: () => { closed = true; } }); }), (played) => played.emit(signal));
    expect(host.exitCodes).toEqual([0]);
    expect(closed).toBe(true);
    expect(host.listenerCount(signal)).toBe(0);
  });

  it.each([['SIGTERM', 143], ['SIGINT', 130], ['SIGHUP', 129]] as const)('exits at once on a second signal, unless it is the same key press: %s, %i', async (signal, code) => {
    const hang = Promise.withResolvers<void>();
    const host = await runWith(service(async (life) => { await life.use('server', { close: () => hang.promise }); }), async (played) => {
      played.emit('SIGTERM');
      await clock.advance(499);
      played.emit('SIGTERM');
      expect(played.exitCodes).toEqual([]);
      await clock.advance(1);
      played.emit(signal);
      expect(played.exitCodes).toEqual([code]);
      hang.resolve();
    });
    expect(host.exitCodes[0]).toBe(code);
  });

  it.each(['uncaughtException', 'unhandledRejection'])('logs an %s, stops in order and exits with 1', async (event) => {
    let closed = false;
    const host = await runWith(service(async (life) => { await life.use('server', { close: () => { closed = true; } }); }), (played) => played.emit(event, new Error('a bug')));
    expect(host.exitCodes).toEqual([1]);
    expect(closed).toBe(true);
    expect(host.errorText).toContain('"message":"a bug"');
  });

  it('exits with 1 when a background part fails', async () => {
    let life: Life | undefined;
    const host = await runWith(service(async (given) => { life = given; }), () => life?.fail(new Error('lost the stream')));
    expect(host.exitCodes).toEqual([1]);
    expect(host.errorText).toContain('lost the stream');
  });

  it('exits with 1 when the start fails, and says why', async () => {
    const host = await runWith(service(async () => { throw new Error('port taken', { cause: new Error('EADDRINUSE') }); }));
    expect(host.exitCodes).toEqual([1]);
    expect(host.errorText).toMatch(/port taken.*EADDRINUSE/);
  });

  it('exits with 1 when something would not close', async () => {
    const host = await runWith(service(async (life) => { await life.use('server', { close: () => { throw new Error('stuck'); } }); }), (played) => played.emit('SIGTERM'));
    expect(host.exitCodes).toEqual([1]);
    expect(host.errorText).toContain('closing server failed: stuck');
  });

  it('exits with 0 when it is told to stop while it starts', async () => {
    const host = await runWith(service((life) => new Promise((_, reject) => life.signal.addEventListener('abort', () => reject(life.signal.reason)))), (played) => played.emit('SIGTERM'));
    expect(host.exitCodes).toEqual([0]);
  });

  it('explains a mistake in the configuration without a stack, and exits with 78', async () => {
    const host = await runWith({ ...service(async () => {}), loadConfig: (env) => readEnv(env, (read) => void read.port('GRPC_PORT')) });
    expect(host.exitCodes).toEqual([78]);
    expect(host.errorText).toBe('example cannot start. The configuration has a mistake:\n  GRPC_PORT is not set; it must be a port, 0 (any free one) to 65535, for example GRPC_PORT=8080\n');
  });
});
