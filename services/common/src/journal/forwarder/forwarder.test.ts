// Goal: whatever the bus and the ledger do, every fact reaches the ledger and every fact is disposed
// of in the end; nothing is freed but by the ledger's word.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { FactsDisposedSchema, UsageBatchSchema, UsageFactSchema, Witness, type UsageFact } from '@switchyard/proto/event/v1/usage';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../events/contract-suite.js';
import { fakeClock } from '../../testing/index.js';
import { connectEvents, declareStreams, fromCloudEventHeaders, subjects, usageShardOf, type Delivery, type EventBus, type EventMessage } from '../../events/index.js';
import { openJournal, startForwarder, type Forwarder, type ForwarderOptions, type Journal } from '../index.js';
import { bytesPerRoundMax, factsPerMessageMax, messageOverheadBytes } from './limits.js';

const fast = { batchWaitMs: 1, sweepEveryMs: 10, republishAfterMs: 30, watermarkEveryMs: 10, publishBackoffBaseMs: 1 };

let directory: string;
let journal: Journal;
let bus: EventBus;
let forwarders: Forwarder[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'switchyard-forwarder-'));
  journal = openJournal({ directory });
  bus = await connectEvents({ url: `embedded:${randomUUID()}` });
  await bus.ensureStreams(declareStreams());
  forwarders = [];
});

afterEach(async () => {
  for (const forwarder of forwarders) await forwarder.close();
  await bus.close();
  await journal.close();
  rmSync(directory, { recursive: true, force: true });
});

async function forward(options: Partial<ForwarderOptions> = {}): Promise<Forwarder> {
  const forwarder = await startForwarder({ journal, bus, source: '/router/test', askDisposed: async () => [], times: fast, ...options });
  forwarders.push(forwarder);
  return forwarder;
}

function record(tenant: string, number: number, bytes = 0): string {
  const fact = create(UsageFactSchema, { id: `${tenant}/${number}`, tenant, journalId: journal.id, fact: { case: 'attemptUnknown', value: { why: 'x'.repeat(bytes) } } });
  journal.append({ kind: 'fact', id: fact.id, payload: toBinary(UsageFactSchema, fact) });
  return fact.id;
}

const owed = (): number => journal.usage.undisposedCount;

// Books what it reads, once; what it tells the journal is the test's choice.
class Ledger {
  readonly booked = new Map<string, UsageFact>();
  readonly deliveries: Delivery[] = [];
  copies = 0;

  async start(told: (factIds: string[]) => string[] = (ids) => ids): Promise<void> {
    await bus.consume({ stream: 'USAGE', durable: 'ledger', subjects: [subjects.usageAll] }, async (batch) => {
      for (const delivery of batch) {
        this.deliveries.push(delivery);
        const { facts } = fromBinary(UsageBatchSchema, delivery.data);
        for (const fact of facts) this.#book(fact);
        const factIds = told(facts.map(({ id }) => id));
        bus.hint(subjects.ledgerDisposed(journal.id), toBinary(FactsDisposedSchema, create(FactsDisposedSchema, { journalId: journal.id, factIds })));
      }
    });
  }

  readonly answer = async (ids: readonly string[]): Promise<string[]> => ids.filter((id) => this.booked.has(id));

  #book(fact: UsageFact): void {
    if (this.booked.has(fact.id)) this.copies += 1;
    this.booked.set(fact.id, fact);
  }
}

// A bus whose confirmations and hints get lost, before or after the message was stored.
function flakyBus(random: () => number, failPart: number): EventBus & { bytesInFlightMost: number } {
  let bytesInFlight = 0;
  return {
    bytesInFlightMost: 0,
    async publish(message: EventMessage) {
      bytesInFlight += message.data.length;
      this.bytesInFlightMost = Math.max(this.bytesInFlightMost, bytesInFlight);
      try {
        if (random() < failPart / 2) throw new Error('lost before it was stored');
        await bus.publish(message);
        if (random() < failPart / 2) throw new Error('stored, but the confirmation was lost');
      } finally {
        bytesInFlight -= message.data.length;
      }
    },
    consume: (options, handler) => bus.consume(options, handler),
    hint: (subject, data) => bus.hint(subject, data),
    subscribe: (subject, handler) => bus.subscribe(subject, (hint) => (random() < failPart ? undefined : handler(hint))),
    ensureStreams: (declarations) => bus.ensureStreams(declarations),
    pending: (durable) => bus.pending(durable),
    get connected() {
      return bus.connected;
    },
    close: async () => {},
  };
}

// mulberry32: what gets lost must be spread evenly, or "always" would be a case, and nothing gets through then.
function evenlySpread(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a forwarder', () => {
  it('publishes facts as CloudEvents in batches per shard, in order, and forgets them on the ledger\'s word', async () => {
    const ledger = new Ledger();
    await ledger.start();
    const expected = new Set<string>();
    for (let number = 0; number < 250; number += 1) for (const tenant of ['acme', 'globex']) expected.add(record(tenant, number));
    await forward();
    await until(() => owed() === 0, 'everything is disposed of');
    expect(new Set(ledger.booked.keys())).toEqual(expected);
    expect(ledger.copies).toBe(0);
    expect(ledger.deliveries.length).toBeLessThan(20);
    for (const tenant of ['acme', 'globex']) {
      const own = ledger.deliveries.filter(({ subject }) => subject === subjects.usage(usageShardOf(tenant)));
      const facts = own.flatMap(({ data }) => fromBinary(UsageBatchSchema, data).facts);
      expect(facts.map(({ id }) => id)).toEqual(Array.from({ length: 250 }, (_, number) => `${tenant}/${number}`));
      for (const delivery of own) {
        expect(fromBinary(UsageBatchSchema, delivery.data).facts.length).toBeLessThanOrEqual(factsPerMessageMax);
        expect(fromCloudEventHeaders(delivery.headers)).toMatchObject({ type: 'switchyard.usage.batch.v1', source: '/router/test', dataContentType: 'application/protobuf' });
      }
    }
  });

  it('publishes a fact that is appended later without being asked', async () => {
    const ledger = new Ledger();
    await ledger.start();
    await forward({ times: { ...fast, sweepEveryMs: 3_600_000 } });
    record('acme', 1);
    await until(() => owed() === 0, 'the first is disposed of');
    record('acme', 2);
    await until(() => owed() === 0, 'the second is disposed of');
  });

  it('tries a failed publish again by itself, in order, long before the next sweep', async () => {
    let failures = 0;
    const published: string[] = [];
    const failing: EventBus = {
      ...flakyBus(() => 1, 0),
      connected: true,
      publish: async ({ data }) => {
        if (failures < 3) throw new Error(`failure ${(failures += 1)}`);
        published.push(...fromBinary(UsageBatchSchema, data).facts.map(({ id }) => id));
      },
    };
    await forward({ bus: failing, times: { ...fast, sweepEveryMs: 3_600_000 } });
    for (let number = 0; number < 3; number += 1) record('acme', number);
    await until(() => published.length === 3, 'all are published');
    expect(published).toEqual(['acme/0', 'acme/1', 'acme/2']);
    expect(failures).toBe(3);
  });

  it('frees nothing on a publish alone', async () => {
    await forward();
    record('acme', 1);
    await until(() => journal.watermark().sequence === 1, 'the fact is published');
    expect(owed()).toBe(1);
  });

  it('asks the ledger when its hints are lost', async () => {
    const ledger = new Ledger();
    await ledger.start(() => []);
    await forward({ askDisposed: ledger.answer, times: { ...fast, republishAfterMs: 3_600_000 } });
    for (let number = 0; number < 1_200; number += 1) record('acme', number);
    await until(() => owed() === 0, 'everything is disposed of');
    expect(ledger.copies).toBe(0);
  });

  it('publishes again what the ledger never saw', async () => {
    const ledger = new Ledger();
    await forward({ askDisposed: ledger.answer });
    record('acme', 1);
    await until(() => journal.watermark().sequence === 1, 'the fact is published');
    // The broker comes back with an empty disk.
    await forwarders.pop()!.close();
    await bus.close();
    bus = await connectEvents({ url: `embedded:${randomUUID()}` });
    await bus.ensureStreams(declareStreams());
    await ledger.start();
    await forward({ askDisposed: ledger.answer });
    await until(() => owed() === 0, 'it is published again and disposed of');
  });

  it('publishes again at growing intervals, so that an outage of the ledger does not fill the stream', async () => {
    const clock = fakeClock();
    const startMs = clock.now();
    await journal.close();
    journal = openJournal({ directory, clock });
    const publishedAtMs: number[] = [];
    await forward({ clock, times: { sweepEveryMs: 60_000, republishAfterMs: 59_000 }, bus: { ...flakyBus(() => 1, 0), connected: true, publish: async () => void publishedAtMs.push(clock.now()) } });
    record('acme', 1);
    for (let second = 0; second < 40 * 60; second += 10) await clock.advance(10_000);
    expect(publishedAtMs.map((atMs) => Math.floor((atMs - startMs) / 60_000))).toEqual([0, 1, 2, 4, 8, 16, 32]);
  });

  it('publishes at start what an earlier process left behind', async () => {
    record('acme', 1);
    await journal.close();
    journal = openJournal({ directory });
    const ledger = new Ledger();
    await ledger.start();
    await forward();
    await until(() => owed() === 0, 'it is disposed of');
    expect([...ledger.booked.keys()]).toEqual(['acme/1']);
  });

  it('holds no other fact back for one that the broker never takes, or that is none', async () => {
    const ledger = new Ledger();
    await ledger.start();
    const picky: EventBus = { ...flakyBus(() => 1, 0), publish: (message) => (message.data.length > 5_000 ? Promise.reject(new Error('too large')) : bus.publish(message)), connected: true };
    journal.append({ kind: 'fact', id: 'garbage', payload: Buffer.from([0xff, 0xff, 0xff]) });
    record('large', 1, 6_000);
    await forward({ bus: picky });
    for (let number = 0; number < 50; number += 1) record('acme', number);
    await until(() => owed() === 2, 'all others are disposed of');
    expect(journal.undisposedIds({ entriesMax: 9 }).map(({ id }) => id)).toEqual(['garbage', 'large/1']);
  });

  it('shortens a fact that is larger than the broker takes, and is not held up by one that is none', async () => {
    const ledger = new Ledger();
    await ledger.start();
    const small: EventBus = { ...flakyBus(() => 1, 0), connected: true, messageBytesMax: messageOverheadBytes + 4_000, publish: (message) => (message.data.length > messageOverheadBytes + 4_000 ? Promise.reject(new Error('too large')) : bus.publish(message)) };
    const alarms: object[] = [];
    const log = { info: () => {}, warn: () => {}, error: (fields: object) => void alarms.push(fields) };
    journal.append({ kind: 'fact', id: 'garbage', payload: Buffer.from([0xff, 0xff, 0xff]) });
    record('acme', 1, 100_000);
    for (let number = 2; number < 150; number += 1) record('acme', number, 100);
    await forward({ bus: small, log });
    await until(() => owed() === 1, 'all others are disposed of');
    expect(ledger.booked.get('acme/1')).toMatchObject({ tenant: 'acme', fact: { case: 'attemptUnknown', value: { why: '' } } });
    expect(ledger.booked.get('acme/2')).toMatchObject({ fact: { value: { why: 'x'.repeat(100) } } });
    expect(alarms).toMatchObject([{ event: 'fact set aside', journalId: journal.id, sequence: 1, factId: 'garbage' }]);
    expect(journal.watermark().waitsFor).toBeUndefined();
  });

  it('frees the facts that ride with one that the broker does not take', async () => {
    const ledger = new Ledger();
    await ledger.start();
    const picky: EventBus = { ...flakyBus(() => 1, 0), connected: true, publish: (message) => (Buffer.from(message.data).includes('acme/7') ? Promise.reject(new Error('not this one')) : bus.publish(message)) };
    for (let number = 1; number < 10; number += 1) record('acme', number);
    await forward({ bus: picky });
    await until(() => owed() === 1, 'all others are disposed of');
    expect(journal.undisposedIds({ entriesMax: 9 }).map(({ id }) => id)).toEqual(['acme/7']);
  });

  it('raises an alarm when its watermark waits for one entry for hours, and again as long after', async () => {
    const clock = fakeClock();
    await journal.close();
    journal = openJournal({ directory, clock });
    const alarms: object[] = [];
    const log = { info: () => {}, warn: () => {}, error: (fields: object) => void alarms.push(fields) };
    const { sequence } = journal.append({ kind: 'sent', id: 'attempt-1', payload: new Uint8Array(), reserveBytes: 100 });
    await forward({ clock, log, watermark: { witness: Witness.ROUTER, owner: 'pod-1' }, times: { watermarkEveryMs: 60_000, sweepEveryMs: 3_600_000 } });
    for (let minute = 0; minute < 110; minute += 1) await clock.advance(60_000);
    expect(alarms).toEqual([]);
    for (let minute = 0; minute < 150; minute += 1) await clock.advance(60_000);
    expect(alarms).toMatchObject([{ event: 'watermark stuck', journalId: journal.id, sequence, id: 'attempt-1' }, { sequence }]);
  });

  it('tells the ledger up to when everything was reported', async () => {
    const ledger = new Ledger();
    await ledger.start();
    const started = journal.append({ kind: 'started', id: 'attempt', payload: new Uint8Array(), reserveBytes: 100 });
    const { completeUntilMs } = journal.watermark();
    await forward({ watermark: { witness: Witness.ADAPTER, owner: 'pod-1' } });
    const marks = (): number[] => [...ledger.booked.values()].flatMap(({ fact }) => (fact.case === 'journalWatermark' ? [Number(fact.value.completeUntil!.seconds) * 1_000 + fact.value.completeUntil!.nanos / 1e6] : []));
    await until(() => marks().length >= 2, 'two watermarks came');
    expect(new Set(marks())).toEqual(new Set([completeUntilMs]));
    journal.release(started.sequence);
    await until(() => marks().at(-1)! > completeUntilMs, 'the watermark moves on');
  });

  it('publishes what waits before it closes', async () => {
    const ledger = new Ledger();
    await ledger.start();
    const forwarder = await forward({ times: { ...fast, batchWaitMs: 60_000 } });
    record('acme', 1);
    await forwarder.close();
    await until(() => ledger.booked.size === 1, 'the fact arrives');
  });

  it('keeps its memory bounded however much waits on disk', async () => {
    const ledger = new Ledger();
    await ledger.start();
    for (let number = 0; number < 600; number += 1) record(`tenant-${number % 7}`, number, 20_000);
    const calm = flakyBus(() => 1, 0);
    await forward({ bus: calm, times: { ...fast, republishAfterMs: 3_600_000 } });
    await until(() => owed() === 0, 'everything is disposed of');
    expect(calm.bytesInFlightMost).toBeLessThanOrEqual(bytesPerRoundMax + 30_000);
    expect(calm.bytesInFlightMost).toBeGreaterThan(1_000_000);
  });

  it('has one round of new facts and one of repeated ones in memory at most', async () => {
    for (let number = 0; number < 600; number += 1) record(`tenant-${number % 7}`, number, 20_000);
    const unheard = flakyBus(() => 1, 0);
    await forward({ bus: unheard, times: { ...fast, republishAfterMs: 1 } });
    await until(() => journal.undisposed({ entriesMax: 1, bytesMax: Infinity, where: ({ publishedAtMs }) => publishedAtMs === undefined }).length === 0, 'everything was published');
    expect(unheard.bytesInFlightMost).toBeLessThanOrEqual(2 * bytesPerRoundMax + 60_000);
  });

  it('loses nothing and has everything disposed of, whatever gets lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 120 }), fc.integer({ min: 0, max: 70 }), async (seed, count, failPercent) => {
        const random = evenlySpread(seed);
        const failPart = failPercent / 100;
        const ledger = new Ledger();
        await ledger.start((ids) => ids.filter(() => random() > failPart));
        const askDisposed = async (ids: readonly string[]): Promise<string[]> => {
          if (random() < failPart) throw new Error('the ledger is down');
          return ledger.answer(ids);
        };
        const forwarder = await forward({ bus: flakyBus(random, failPart), askDisposed });
        const expected = new Set<string>();
        for (let number = 0; number < count; number += 1) {
          expected.add(record(`tenant-${Math.floor(random() * 5)}`, number));
          if (random() < 0.1) await new Promise((resolve) => setTimeout(resolve, 1));
        }
        await until(() => owed() === 0, 'everything is disposed of');
        expect(new Set(ledger.booked.keys())).toEqual(expected);
        await forwarder.close();
        await bus.close();
        bus = await connectEvents({ url: `embedded:${randomUUID()}` });
        await bus.ensureStreams(declareStreams());
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
