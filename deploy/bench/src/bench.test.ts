// Goal: the bench stays alive and its arithmetic honest. Figures themselves are for people on a quiet machine; here only that
// there are some.
import { describe, expect, it } from '@jest/globals';
import { cpuBetween, machineSecondsOf, readStat, sumByName } from './cpu/read-cpu.js';
import { topFunctions, type CpuProfile } from './cpu/profile.js';
import { startGenerator } from './load/generator-process.js';
import { openLoop } from './load/open-loop.js';
import { latenciesOf, percentile } from './load/percentile.js';
import { readOptions } from './options.js';
import { figures, writeReport } from './report/write-report.js';
import { measureAll, type Measured } from './run/measure.js';
import { startRun } from './run/start-run.js';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it.each([
    { share: 0.5, values: hundred, expected: 50 },
    { share: 0.99, values: hundred, expected: 99 },
    { share: 0.999, values: hundred, expected: 100 },
    { share: 0.5, values: [7], expected: 7 },
    { share: 0.5, values: [], expected: undefined },
  ])('$share of $values.length values is the nearest rank', ({ share, values, expected }) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('of nothing is unknown', () => {
    expect(latenciesOf([])).toBeUndefined();
  });
});

describe('the open loop', () => {
  it('counts the wait behind a stall as latency of the calls that were due in it', async () => {
    let stallUntilMs: number | undefined;
    const result = await openLoop({
      requestsPerSecond: 200,
      durationMs: 500,
      // The first call blocks this very process, so that no other can leave: a generator that waits with the server.
      async send() {
        stallUntilMs ??= performance.now() + 300;
        while (performance.now() < stallUntilMs);
      },
    });
    expect(result).toMatchObject({ sent: 100, answered: 100, errors: {} });
    expect(result.latencies?.p50Ms).toBeGreaterThan(20);
    expect(result.latencies?.maxMs).toBeGreaterThanOrEqual(295);
    expect(result.generatorLagMs).toBeGreaterThanOrEqual(250);
  });

  it('goes on sending while nothing comes back', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let sent = 0;
    const running = openLoop({
      requestsPerSecond: 100,
      durationMs: 100,
      send() {
        sent += 1;
        if (sent === 10) resolve();
        return promise;
      },
    });
    expect(await running).toMatchObject({ sent: 10, answered: 10 });
  });

  it('counts failures by their words, and no latency of theirs', async () => {
    const result = await openLoop({ requestsPerSecond: 1000, durationMs: 10, send: (index) => (index % 2 === 0 ? Promise.resolve() : Promise.reject(new Error('no'))) });
    expect(result).toMatchObject({ sent: 10, answered: 5, errors: { no: 5 } });
  });
});

describe('CPU time', () => {
  it('is user and system ticks, those of ended children too, whatever the program is called', () => {
    expect(readStat('42 (a) b (c) S 7 42 42 0 -1 4194560 100 0 0 0 250 50 70 30 20 0 11 0 100 0 0')).toEqual({ parent: 7, seconds: 4 });
    expect(readStat('')).toBeUndefined();
  });

  it('of a process that ended is unknown', () => {
    const reading = (seconds: [string, number][], machineSeconds: number | undefined) => ({ seconds: new Map(seconds), machineSeconds });
    expect(cpuBetween(reading([['a', 1], ['gone', 1]], 10), reading([['a', 3], ['new', 5]], 15))).toEqual(reading([['a', 2]], 5));
    expect(cpuBetween(reading([], undefined), reading([], 15)).machineSeconds).toBeUndefined();
  });

  it('of a child counts for the nearest process that has a name', () => {
    const stats = new Map([[1, { parent: 0, seconds: 100 }], [5, { parent: 1, seconds: 1 }], [6, { parent: 5, seconds: 2 }], [7, { parent: 6, seconds: 4 }], [8, { parent: 1, seconds: 8 }]]);
    expect(sumByName(stats, { runner: 5, postgres: 6 })).toEqual(new Map([['runner', 1], ['postgres', 6]]));
  });

  it('of the machine leaves out idling and waiting for a disk', () => {
    expect(machineSecondsOf('cpu  100 200 300 9999 9999 10 20 0 0 0\ncpu0 1 2 3')).toBe(6.3);
    expect(machineSecondsOf('')).toBeUndefined();
  });
});

describe('topFunctions', () => {
  const frame = (functionName: string, url: string, lineNumber: number) => ({ functionName, url, lineNumber });
  const profile: CpuProfile = {
    startTime: 1_000,
    nodes: [
      { id: 1, callFrame: frame('(idle)', '', -1) },
      { id: 2, callFrame: frame('route', 'file:///somewhere/services/router/dist/domain/router.js', 9) },
      { id: 3, callFrame: frame('', 'file:///somewhere/node_modules/pino/lib/tools.js', 0) },
      { id: 4, callFrame: frame('route', 'file:///somewhere/services/router/dist/domain/router.js', 9) },
    ],
    //        start-up          measured            after
    samples: [3, 2, 4, 1, 3, 2],
    timeDeltas: [500, 600, 300, 9_000, 100, 5_000],
  };

  it('sums self time by function within the window, without idling, and names no folder of this machine', () => {
    expect(topFunctions(profile, { count: 10, fromUs: 2_000, toUs: 12_000 })).toEqual([
      { name: 'route', place: 'services/router/dist/domain/router.js:10', selfMs: 0.9, share: 0.9 },
      { name: '(anonymous)', place: 'pino/lib/tools.js:1', selfMs: 0.1, share: 0.1 },
    ]);
  });
});

describe('options', () => {
  it('sort the rates and know the targets', () => {
    expect(readOptions(['--rates', '200,50', '--targets', 'http-plain'])).toMatchObject({ rates: [50, 200], targets: ['http-plain'], isQuick: false });
    expect(() => readOptions(['--rates', 'fast'])).toThrow('such as 50,200');
    expect(() => readOptions(['--targets', 'soap'])).toThrow('grpc-plain');
  });
});

describe('a report', () => {
  const load = { sent: 100, answered: 99, errors: { no: 1 }, answeredPerSecond: 9.9, latencies: { p50Ms: 1, p99Ms: 2, p999Ms: 3, maxMs: 4 }, generatorLagMs: 0 };
  const measured: Measured = { target: 'grpc-plain', requestsPerSecond: 10, load, isBorne: false, cpuUs: new Map([['router-1', 300], ['provider-adapter-1', 200], ['nats', 100]]), othersShare: 0.051 };

  it('adds up router and adapter, and puts a rate that was not borne in brackets', () => {
    expect(figures(measured)).toEqual(['grpc-plain', '(10)', '10', '1.0', '2.0', '3.0', '300', '200', '500', '2000', '600', '5 %', '1']);
  });

  it('leaves unknown CPU unknown', () => {
    expect(figures({ ...measured, cpuUs: new Map(), othersShare: undefined }).slice(6, 12)).toEqual(['-', '-', '-', '-', '-', '-']);
    expect(writeReport({ date: '2026-01-02', machine: { cores: 2, cpu: 'Some', node: 'v26' }, isSingle: true, measured: [], profile: undefined })).toContain('in one process');
  });
});

describe('the bench', () => {
  it('gives figures of both doors, plain and streaming', async () => {
    const run = await startRun({ isSingle: true, profilesTo: undefined });
    const generator = startGenerator();
    try {
      const all = await measureAll({ run, generator, targets: ['grpc-plain', 'grpc-stream', 'http-plain', 'http-stream'], rates: [20], warmUpMs: 100, measureMs: 500 });
      expect(all.map(({ target }) => target)).toEqual(['grpc-plain', 'grpc-stream', 'http-plain', 'http-stream']);
      for (const { load, cpuUs } of all) {
        expect(load).toMatchObject({ sent: 10, answered: 10, errors: {} });
        expect(load.latencies?.p50Ms).toBeGreaterThan(0);
        if (process.platform === 'linux') expect(cpuUs.get('runner')).toBeGreaterThan(0);
      }
    } finally {
      await generator.close();
      await run.stop();
    }
  }, 180_000);
});
