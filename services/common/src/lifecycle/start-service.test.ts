// Goal: whatever happens, a service ends in order: not serving, wait, drain in reverse, close in reverse, nothing left open.
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fakeClock } from '../testing/fake-clock.js';
import type { Life, Resource, ServiceDefinition } from './index.js';
import { startService } from './index.js';

let log: string[];
beforeEach(() => { log = []; });

function resource(name: string, { fails }: { fails?: 'drain' | 'close' } = {}): Resource {
  const step = (what: 'drain' | 'close') => async () => {
    log.push(`${what} ${name}`);
    if (fails === what) throw new Error(`${name} is stuck`);
  };
  return { drain: step('drain'), close: step('close') };
}
function service(start: (life: Life) => Promise<void>): ServiceDefinition<undefined> {
  return { name: 'example', loadConfig: () => undefined, start: (_, life) => start(life) };
}
const run = (start: (life: Life) => Promise<void>, options = {}) => startService(service(start), { env: {} }, options);

describe('a service that is stopped', () => {
  it('drains all resources in reverse, then closes them in reverse', async () => {
    const running = await run(async (life) => {
      await life.use('database', resource('database'));
      await life.use('consumer', Promise.resolve(resource('consumer')));
      await life.use('server', resource('server'));
    });
    await running.stop();
    expect(log).toEqual(['drain server', 'drain consumer', 'drain database', 'close server', 'close consumer', 'close database']);
  });

  it('says "not serving" at once, waits, and only then aborts its background loops and drains', async () => {
    const clock = fakeClock();
    let life: Life | undefined;
    const running = await run(async (given) => {
      life = given;
      given.onReady(() => log.push('serving'));
      given.onDraining(() => log.push(`not serving, ready: ${given.isReady}`));
      given.signal.addEventListener('abort', () => log.push('abort'));
      await given.use('server', resource('server'));
    }, { drainDelayMs: 5_000, clock });
    expect(life?.isReady).toBe(true);
    const stopping = running.stop();
    await clock.advance(4_999);
    expect(log).toEqual(['serving', 'not serving, ready: false']);
    await clock.advance(1);
    await stopping;
    expect(log.slice(2)).toEqual(['abort', 'drain server', 'close server']);
  });

  it('stops once, however often it is told', async () => {
    const running = await run(async (life) => { await life.use('server', resource('server')); });
    expect(running.stop()).toBe(running.stop());
    await running.stop();
    expect(log).toEqual(['drain server', 'close server']);
  });

  it.each(['drain', 'close'] as const)('goes on when a %s fails, and tells it at the end', async (fails) => {
    const running = await run(async (life) => {
      await life.use('database', resource('database'));
      await life.use('server', resource('server', { fails }));
    });
    await expect(running.stop()).rejects.toThrow(`server is stuck`);
    expect(log).toEqual(['drain server', 'drain database', 'close server', 'close database']);
  });

  it('waits no longer for a resource than its limit', async () => {
    const running = await run(async (life) => {
      await life.use('database', resource('database'));
      const never = () => new Promise<void>(() => {});
      await life.use('server', { drain: never, close: never }, { drainTimeoutMs: 10, closeTimeoutMs: 5 });
    });
    const error: unknown = await running.stop().catch((thrown: unknown) => thrown);
    expect((error as AggregateError).errors.map((one: Error) => one.message)).toEqual([
      'draining server failed: draining server took longer than its limit of 10 ms',
      'closing server failed: closing server took longer than its limit of 5 ms',
    ]);
    expect(log).toEqual(['drain database', 'close database']);
  });

  it('still drains when a callback throws', async () => {
    const error = jest.fn();
    const running = await run(async (life) => {
      life.onDraining(() => { throw new Error('a bug'); });
      await life.use('server', resource('server'));
    }, { logger: { info: () => {}, error } });
    await running.stop();
    expect(log).toEqual(['drain server', 'close server']);
    expect(error).toHaveBeenCalledTimes(1);
  });
});

describe('a start that fails', () => {
  it('closes what it had opened, in reverse, without any wait, and throws the failure', async () => {
    const failure = new Error('port taken');
    const starting = run(async (life) => {
      await life.use('database', resource('database'));
      await life.use('events', resource('events'));
      await life.use('server', Promise.reject(failure));
    }, { drainDelayMs: 3_600_000 });
    await expect(starting).rejects.toBe(failure);
    expect(log).toEqual(['drain events', 'drain database', 'close events', 'close database']);
  });

  it('also tells what could not be closed', async () => {
    const starting = run(async (life) => {
      await life.use('database', resource('database', { fails: 'close' }));
      throw new Error('port taken');
    });
    await expect(starting).rejects.toMatchObject({ errors: [expect.objectContaining({ message: 'port taken' }), expect.any(AggregateError)] });
  });

  it('never becomes ready', async () => {
    let life: Life | undefined;
    const ready = jest.fn();
    await run(async (given) => {
      life = given;
      void given.ready.then(ready);
      throw new Error('no');
    }).catch(() => {});
    expect(life?.isReady).toBe(false);
    expect(ready).not.toHaveBeenCalled();
  });

  it('does not begin with a config that has mistakes', async () => {
    const definition = { ...service(async () => { log.push('started'); }), loadConfig: () => { throw new Error('mistake'); } };
    await expect(startService(definition, { env: {} })).rejects.toThrow('mistake');
    expect(log).toEqual([]);
  });

  it('ends when a background part fails meanwhile', async () => {
    const starting = run(async (life) => {
      await life.use('consumer', resource('consumer'));
      life.fail(new Error('lost the stream'));
      await new Promise((_, reject) => life.signal.addEventListener('abort', () => reject(life.signal.reason)));
    });
    await expect(starting).rejects.toThrow('lost the stream');
    expect(log).toEqual(['drain consumer', 'close consumer']);
  });
});

describe('a start that is cut', () => {
  it('closes a resource that comes too late, and throws the reason', async () => {
    const aborter = new AbortController();
    const late = Promise.withResolvers<Resource>();
    const starting = run(async (life) => {
      await life.use('database', resource('database'));
      await life.use('server', late.promise);
      log.push('never reached');
    }, { signal: aborter.signal });
    const reason = new Error('told to stop');
    await new Promise((resolve) => setImmediate(resolve));
    aborter.abort(reason);
    late.resolve(resource('server'));
    await expect(starting).rejects.toBe(reason);
    expect(log).toEqual(['close server', 'drain database', 'close database']);
  });

  it('tells the start by its signal', async () => {
    const aborter = new AbortController();
    const starting = run((life) => new Promise((_, reject) => {
      life.signal.addEventListener('abort', () => reject(new Error('gave up waiting')));
      aborter.abort();
    }), { signal: aborter.signal });
    await expect(starting).rejects.toBe(aborter.signal.reason);
  });

  it('does not begin when the signal is aborted already', async () => {
    await expect(run(async () => { log.push('started'); }, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(log).toEqual([]);
  });
});

describe('a failure in the background', () => {
  it('is told once and stops nothing by itself', async () => {
    let life: Life | undefined;
    const running = await run(async (given) => { life = given; });
    life?.fail('first');
    life?.fail(new Error('second'));
    expect((await running.failed).message).toBe('first');
    expect(life?.isReady).toBe(true);
    await running.stop();
  });
});
