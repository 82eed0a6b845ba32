// Goal: every class of failure takes a route away for as long as it should, and only those that say something about it count.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { breakerFailuresInRow, breakerOpenMs, coolCapMs, coolFirstMs, coolHeaderCapMs, credentialSuspectMs, modelGoneMs } from '../limits.js';
import { RouteTable } from './route-table.js';

const route = 'p/m/-/k';
const nowMs = 1_700_000_000_000;

function fail(table: RouteTable, errorClass: ErrorClass, more: { retryAfterMs?: number; times?: number; atMs?: number } = {}): void {
  for (let time = 0; time < (more.times ?? 1); time += 1) {
    const { probe } = table.started(route, more.atMs ?? nowMs);
    table.failed(route, { errorClass, retryAfterMs: more.retryAfterMs, probe, durationMs: 10, nowMs: more.atMs ?? nowMs });
  }
}

describe('a failed route', () => {
  it.each([
    { name: 'a refused key', errorClass: ErrorClass.CREDENTIAL, reason: 'credential', forMs: credentialSuspectMs },
    { name: 'a used-up quota', errorClass: ErrorClass.QUOTA, reason: 'credential', forMs: credentialSuspectMs },
    { name: 'a model that is gone', errorClass: ErrorClass.MODEL_GONE, reason: 'model_gone', forMs: modelGoneMs },
    { name: 'a silent 429', errorClass: ErrorClass.RATE_LIMITED, reason: 'cooling', forMs: coolFirstMs },
    { name: 'a 429 with its wait', errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 1234, reason: 'cooling', forMs: 1234 },
    { name: 'a 429 with an absurd wait', errorClass: ErrorClass.RATE_LIMITED, retryAfterMs: 1e12, reason: 'cooling', forMs: coolHeaderCapMs },
  ])('is away after $name, and back when its time is over', ({ errorClass, retryAfterMs, reason, forMs }) => {
    const table = new RouteTable();
    fail(table, errorClass, retryAfterMs === undefined ? {} : { retryAfterMs });
    expect(table.availability(route, nowMs + forMs - 1)).toMatchObject({ isUp: false, reason, upAtMs: nowMs + forMs });
    expect(table.availability(route, nowMs + forMs).isUp).toBe(true);
  });

  it.each([
    { name: 'the caller', errorClass: ErrorClass.CALLER },
    { name: 'a content filter', errorClass: ErrorClass.CONTENT_FILTER },
    { name: 'too long a prompt', errorClass: ErrorClass.CONTEXT_LENGTH },
    { name: 'a caller that left', errorClass: ErrorClass.CANCELLED },
    { name: 'bad output, which is quality', errorClass: ErrorClass.BAD_OUTPUT },
    { name: 'a fault of ours', errorClass: ErrorClass.INTERNAL },
  ])('stays up when the fault was of $name', ({ errorClass }) => {
    const table = new RouteTable();
    fail(table, errorClass, { times: 50 });
    expect(table.availability(route, nowMs).isUp).toBe(true);
    expect(table.of(route).statistics.errorRate(nowMs)).toBe(0);
    expect(table.of(route).statistics.inFlight).toBe(0);
  });

  it.each([ErrorClass.OVERLOADED, ErrorClass.NETWORK, ErrorClass.TIMEOUT])('opens its breaker by class %s', (errorClass) => {
    const table = new RouteTable();
    fail(table, errorClass, { times: breakerFailuresInRow });
    expect(table.availability(route, nowMs)).toMatchObject({ isUp: false, reason: 'breaker', detail: 'for another 60.0 s', upAtMs: nowMs + breakerOpenMs });
    expect(table.of(route).statistics.errorRate(nowMs)).toBe(1);
  });

  it('cools twice as long for each further silent 429, up to a minute, until a success', () => {
    const table = new RouteTable();
    let atMs = nowMs;
    for (const forMs of [coolFirstMs, 2 * coolFirstMs, 4 * coolFirstMs, 8 * coolFirstMs, coolCapMs, coolCapMs]) {
      fail(table, ErrorClass.RATE_LIMITED, { atMs });
      expect(table.availability(route, atMs).upAtMs).toBe(atMs + forMs);
      atMs += forMs;
    }
    table.succeeded(route, { probe: table.started(route, atMs).probe, durationMs: 1, nowMs: atMs });
    fail(table, ErrorClass.RATE_LIMITED, { atMs });
    expect(table.of(route).coolUntilMs).toBe(atMs + coolFirstMs);
  });

  it('cools once for all the calls that were refused together', () => {
    const table = new RouteTable();
    fail(table, ErrorClass.RATE_LIMITED, { times: 32 });
    expect(table.of(route).coolUntilMs).toBe(nowMs + coolFirstMs);
  });

  it('is not brought back sooner by a second, shorter wait', () => {
    const table = new RouteTable();
    fail(table, ErrorClass.RATE_LIMITED, { retryAfterMs: 60_000 });
    fail(table, ErrorClass.RATE_LIMITED, { retryAfterMs: 10 });
    expect(table.availability(route, nowMs + 30_000).isUp).toBe(false);
  });
});

describe("health-monitor's verdict", () => {
  it.each([
    { status: 'error', isUp: false },
    { status: 'maintenance', isUp: false },
    { status: 'warning', isUp: true },
    { status: 'healthy', isUp: true },
  ])('$status: up is $isUp', ({ status, isUp }) => {
    const table = new RouteTable();
    table.setVerdicts(new Map([[route, { status, why: 'seen', expiresAtMs: nowMs + 1000 }]]));
    expect(table.availability(route, nowMs).isUp).toBe(isUp);
    expect(table.availability(route, nowMs + 1000).isUp).toBe(true);
  });

  it('healthy does not close a breaker', () => {
    const table = new RouteTable();
    fail(table, ErrorClass.NETWORK, { times: breakerFailuresInRow });
    table.setVerdicts(new Map([[route, { status: 'healthy', why: '', expiresAtMs: nowMs + 1000 }]]));
    expect(table.availability(route, nowMs)).toMatchObject({ isUp: false, reason: 'breaker' });
  });
});

it('calls under way are counted for any sequence of ends, and routes that left the catalog are forgotten', () => {
  const classes = Object.values(ErrorClass).filter((value): value is ErrorClass => typeof value === 'number');
  fc.assert(
    fc.property(fc.array(fc.option(fc.constantFrom(...classes)), { maxLength: 40 }), (ends) => {
      const table = new RouteTable();
      const probes = ends.map(() => table.started(route, nowMs).probe);
      expect(table.of(route).statistics.inFlight).toBe(ends.length);
      ends.forEach((errorClass, index) => {
        const probe = probes[index];
        if (errorClass === null) table.succeeded(route, { probe, durationMs: 1, nowMs });
        else table.failed(route, { errorClass, retryAfterMs: undefined, probe, durationMs: 1, nowMs });
      });
      expect(table.of(route).statistics.inFlight).toBe(0);
      table.keepOnly(new Set(['other']));
      expect(table.availability(route, nowMs).isUp).toBe(true);
    }),
  );
});
