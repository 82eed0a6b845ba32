// What every bus promises, as tests. Each implementation runs all of it.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventPublishError, fromBeginning, type Consumer, type Delivery, type EventBus, type EventMessage, type StreamDeclaration, type StreamPosition } from './index.js';

export type BusFactory = {
  // Another bus of the same broker, as another process would have it.
  open(): Promise<EventBus>;
};

export const text = (delivery: { data: Uint8Array }): string => new TextDecoder().decode(delivery.data);

export function message(subject: string, value: string, messageId: string = randomUUID()): EventMessage {
  return { subject, data: new TextEncoder().encode(value), messageId, headers: { 'ce-id': messageId } };
}

// A stream of its own per test, so that tests share a broker and nothing else.
export function declareTestStream(): StreamDeclaration & { subject: (name: string) => string; all: string } {
  const name = `T${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  return { name, subjects: [`${name}.>`], maxAgeMs: 3_600_000, whenFull: 'refuse', replicas: 1, duplicateWindowMs: 120_000, subject: (rest) => `${name}.${rest}`, all: `${name}.>` };
}

export async function until(condition: () => boolean | Promise<boolean>, what: string, timeoutMs = 10_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > endMs) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function busContract(name: string, factory: () => BusFactory): void {
  describe(`${name} as an event bus`, () => {
    let bus: EventBus;
    let stream: ReturnType<typeof declareTestStream>;
    let opened: EventBus[];

    beforeEach(async () => {
      opened = [];
      bus = await open();
      stream = declareTestStream();
      await bus.ensureStreams([stream]);
    });

    afterEach(async () => {
      for (const one of opened) await one.close();
    });

    async function open(): Promise<EventBus> {
      const one = await factory().open();
      opened.push(one);
      return one;
    }

    function collect(deliveries: Delivery[], more: { from?: EventBus; durable?: string; subjects?: string[]; startAfter?: StreamPosition; batchMax?: number } = {}): Promise<Consumer> {
      const { from = bus, durable = 'reader', subjects = [stream.all], startAfter, batchMax } = more;
      return from.consume({ stream: stream.name, durable, subjects, startAfter, batchMax }, async (batch) => void deliveries.push(...batch));
    }

    it('delivers what was published before and after the consumer came, with headers, in order', async () => {
      const seen: Delivery[] = [];
      await bus.publish(message(stream.subject('a'), '1'));
      await collect(seen);
      await bus.publish(message(stream.subject('a'), '2', 'id-2'));
      await until(() => seen.length === 2, 'both messages are delivered');
      expect(seen.map(text)).toEqual(['1', '2']);
      expect(seen[1]!.headers).toMatchObject({ 'ce-id': 'id-2' });
      expect(seen.map(({ deliveryCount }) => deliveryCount)).toEqual([1, 1]);
      expect(seen[0]!.position.incarnation).toBe(seen[1]!.position.incarnation);
      expect(seen.map(({ position }) => position.sequence)).toEqual([1n, 2n]);
      await until(async () => (await bus.pending('reader')) === 0n, 'everything is acknowledged');
    });

    it('keeps the order of each subject over many messages and batches', async () => {
      const seen: Delivery[] = [];
      await collect(seen, { batchMax: 7 });
      for (let number = 0; number < 200; number += 1) await bus.publish(message(stream.subject(`s${number % 3}`), String(number)));
      await until(() => seen.length === 200, 'all messages are delivered');
      for (const shard of ['s0', 's1', 's2']) {
        const numbers = seen.filter(({ subject }) => subject === stream.subject(shard)).map((delivery) => Number(text(delivery)));
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
        expect(numbers.length).toBeGreaterThan(60);
      }
    });

    it('gives no batch larger than asked for, and only one at a time', async () => {
      for (let number = 0; number < 20; number += 1) await bus.publish(message(stream.subject('a'), String(number)));
      const sizes: number[] = [];
      let running = 0;
      let runningMost = 0;
      await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all], batchMax: 6 }, async (batch) => {
        running += 1;
        runningMost = Math.max(runningMost, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        sizes.push(batch.length);
        running -= 1;
      });
      await until(() => sizes.reduce((sum, size) => sum + size, 0) === 20, 'all messages are handled');
      expect(Math.max(...sizes)).toBeLessThanOrEqual(6);
      expect(sizes.length).toBeLessThan(20);
      expect(runningMost).toBe(1);
    });

    it('stores a message id once within the duplicate window', async () => {
      const seen: Delivery[] = [];
      await bus.publish(message(stream.subject('a'), 'first', 'same'));
      await bus.publish(message(stream.subject('a'), 'second', 'same'));
      await bus.publish(message(stream.subject('a'), 'last'));
      await collect(seen);
      await until(() => seen.some((delivery) => text(delivery) === 'last'), 'the last message is delivered');
      expect(seen.map(text)).toEqual(['first', 'last']);
    });

    it('hands a whole failed batch over again and pulls nothing else meanwhile', async () => {
      for (const value of ['1', '2', '3']) await bus.publish(message(stream.subject('a'), value));
      const batches: Delivery[][] = [];
      await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all], batchMax: 3 }, async (batch) => {
        batches.push(batch);
        if (batches.length === 1) await bus.publish(message(stream.subject('a'), 'later'));
        if (batches.length <= 3) throw new Error('the database is down');
      });
      await until(() => batches.length === 5, 'the batch was handled and the later message came');
      const first = batches[0]!.map(text);
      for (const batch of batches.slice(1, 4)) expect(batch.map(text)).toEqual(first);
      expect(batches.slice(0, 4).map((batch) => batch[0]!.deliveryCount)).toEqual([1, 2, 3, 4]);
      expect(batches[4]!.map(text)).toContain('later');
    });

    it('gives a batch that was never handled to the next consumer', async () => {
      await bus.publish(message(stream.subject('a'), '1'));
      let failures = 0;
      const failing = await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all] }, async () => {
        failures += 1;
        throw new Error('the database is down');
      });
      await until(() => failures > 0, 'the handler failed');
      await failing.close();
      const seen: Delivery[] = [];
      await collect(seen, { from: await open() });
      await until(() => seen.length === 1, 'the message comes again');
      expect(seen[0]!.deliveryCount).toBeGreaterThan(1);
    });

    it('does not deliver again what was handled, to a later consumer of the same durable', async () => {
      const first: Delivery[] = [];
      await bus.publish(message(stream.subject('a'), '1'));
      const consumer = await collect(first);
      await until(() => first.length === 1, 'the first message is delivered');
      await consumer.close();
      await bus.publish(message(stream.subject('a'), '2'));
      const second: Delivery[] = [];
      await collect(second, { from: await open() });
      await until(() => second.length > 0, 'the second message is delivered');
      expect(second.map(text)).toEqual(['2']);
    });

    it('goes on behind the position that the handler\'s store took in, whatever the broker remembers', async () => {
      for (const value of ['1', '2', '3', '4', '5']) await bus.publish(message(stream.subject('a'), value));
      const first: Delivery[] = [];
      const reader = await collect(first);
      await until(() => first.length === 5, 'all messages are delivered');
      await until(async () => (await bus.pending('reader')) === 0n, 'everything is acknowledged');
      await reader.close();

      // The store was restored to an older state: the broker must go back.
      const back: Delivery[] = [];
      const rewound = await collect(back, { startAfter: first[1]!.position });
      await until(() => back.length === 3, 'the messages behind the position come again');
      expect(back.map(text)).toEqual(['3', '4', '5']);
      await rewound.close();

      // The store is ahead of a durable that never acknowledged anything.
      const ahead: Delivery[] = [];
      await collect(ahead, { durable: 'other', startAfter: first[3]!.position });
      await until(() => ahead.length > 0, 'the message behind the position comes');
      expect(ahead.map(text)).toEqual(['5']);
    });

    it.each([
      { name: 'of another incarnation', startAfter: { incarnation: 'another', sequence: 2n } },
      { name: 'that asks for the beginning', startAfter: fromBeginning },
    ])('reads from the beginning for a position $name', async ({ startAfter }) => {
      for (const value of ['1', '2', '3']) await bus.publish(message(stream.subject('a'), value));
      const first: Delivery[] = [];
      const reader = await collect(first);
      await until(() => first.length === 3, 'all messages are delivered');
      await reader.close();
      const again: Delivery[] = [];
      await collect(again, { startAfter });
      await until(() => again.length === 3, 'all messages come again');
      expect(again.map(text)).toEqual(['1', '2', '3']);
    });

    it('reads from the beginning when the stream ends before the position', async () => {
      await bus.publish(message(stream.subject('a'), '1'));
      const first: Delivery[] = [];
      const reader = await collect(first);
      await until(() => first.length === 1, 'the message is delivered');
      await reader.close();
      const again: Delivery[] = [];
      await collect(again, { startAfter: { ...first[0]!.position, sequence: 500n } });
      await until(() => again.length === 1, 'the message comes again');
    });

    it('gives a consumer only the subjects that it asks for', async () => {
      const [some, one]: Delivery[][] = [[], []];
      for (const rest of ['x.a', 'x.b', 'y.a', 'z']) await bus.publish(message(stream.subject(rest), rest));
      await collect(some!, { durable: 'some', subjects: [stream.subject('*.a'), stream.subject('z')] });
      await collect(one!, { durable: 'one', subjects: [stream.subject('x.>')] });
      await until(() => some!.length === 3 && one!.length === 2, 'both consumers have theirs');
      expect(some!.map(text)).toEqual(['x.a', 'y.a', 'z']);
      expect(one!.map(text)).toEqual(['x.a', 'x.b']);
    });

    it('gives each message to one of several consumers of a durable', async () => {
      const [one, other]: Delivery[][] = [[], []];
      await collect(one!, { batchMax: 1 });
      await collect(other!, { from: await open(), batchMax: 1 });
      for (let number = 0; number < 40; number += 1) await bus.publish(message(stream.subject('a'), String(number)));
      await until(() => one!.length + other!.length === 40, 'all messages are delivered');
      expect(new Set([...one!, ...other!].map(text)).size).toBe(40);
    });

    it('counts what is pending', async () => {
      const gate = Promise.withResolvers<void>();
      await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all], batchMax: 1 }, () => gate.promise);
      for (const value of ['1', '2', '3']) await bus.publish(message(stream.subject('a'), value));
      await until(async () => (await bus.pending('reader')) === 3n, 'three are pending');
      gate.resolve();
      await until(async () => (await bus.pending('reader')) === 0n, 'none is pending');
    });

    it('refuses a message that no stream takes', async () => {
      await expect(bus.publish(message(`nowhere.${randomUUID()}`, 'lost'))).rejects.toBeInstanceOf(EventPublishError);
    });

    it('refuses new messages, and keeps the old ones, when a stream that refuses is full', async () => {
      const small = { ...declareTestStream(), bytesMax: 10_000 };
      await bus.ensureStreams([small]);
      // Somebody who has not read yet: what nobody waits for may be forgotten.
      const gate = Promise.withResolvers<void>();
      await bus.consume({ stream: small.name, durable: 'slow', subjects: [small.all], batchMax: 1 }, () => gate.promise);
      const published: Promise<void>[] = [];
      for (let number = 0; number < 30; number += 1) published.push(bus.publish(message(small.subject('a'), 'x'.repeat(1_000))));
      const results = await Promise.allSettled(published);
      const refused = results.filter(({ status }) => status === 'rejected').length;
      expect(refused).toBeGreaterThan(15);
      expect(refused).toBeLessThan(28);
      gate.resolve();
    });

    it('makes streams idempotently and adapts them', async () => {
      await bus.publish(message(stream.subject('a'), '1'));
      await bus.ensureStreams([stream]);
      await bus.ensureStreams([{ ...stream, maxAgeMs: 7_200_000 }]);
      const seen: Delivery[] = [];
      await collect(seen);
      await until(() => seen.length === 1, 'the message is still there');
    });

    it('brings hints to those who listen now, by wildcard, and nothing to those who stopped', async () => {
      const other = await open();
      const heard: string[] = [];
      const prefix = randomUUID();
      const exact = await other.subscribe(`${prefix}.a`, ({ data }) => heard.push(`exact ${text({ data })}`));
      await other.subscribe(`${prefix}.*`, ({ subject, data }) => heard.push(`star ${subject.slice(prefix.length + 1)} ${text({ data })}`));
      await other.subscribe(`${prefix}.>`, ({ data }) => heard.push(`rest ${text({ data })}`));
      bus.hint(`${prefix}.a`, Buffer.from('1'));
      await until(() => heard.length === 3, 'all three heard it');
      expect(heard.toSorted()).toEqual(['exact 1', 'rest 1', 'star a 1']);
      await exact.close();
      bus.hint(`${prefix}.a.b`, Buffer.from('2'));
      bus.hint(`${prefix}.a`, Buffer.from('3'));
      await until(() => heard.length === 6, 'those who still listen heard the rest');
      expect(heard.slice(3).toSorted()).toEqual(['rest 2', 'rest 3', 'star a 3']);
    });

    it('survives a listener that throws', async () => {
      const heard: string[] = [];
      const subject = randomUUID();
      await bus.subscribe(subject, ({ data }) => {
        heard.push(text({ data }));
        throw new Error('a bad listener');
      });
      bus.hint(subject, Buffer.from('1'));
      bus.hint(subject, Buffer.from('2'));
      await until(() => heard.length === 2, 'both hints were heard');
      expect(heard).toEqual(['1', '2']);
    });

    it('is connected until it is closed, and publishes nothing afterwards', async () => {
      expect(bus.connected).toBe(true);
      await bus.close();
      expect(bus.connected).toBe(false);
      await expect(bus.publish(message(stream.subject('a'), '1'))).rejects.toBeInstanceOf(EventPublishError);
    });
  });
}
