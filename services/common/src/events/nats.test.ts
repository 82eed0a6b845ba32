// Goal: a broker that is killed, restarted or emptied costs time and no message.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testNats } from '../testing/index.js';
import { busContract, declareTestStream, message, text, until } from './contract-suite.js';
import { connectEvents, EventPublishError, type Delivery, type EventBus } from './index.js';

let server: Awaited<ReturnType<typeof testNats>>;
beforeAll(async () => {
  server = await testNats();
}, 60_000);
afterAll(() => server.close());

busContract('NATS', () => ({ open: () => connectEvents({ url: server.url }) }));

describe('NATS with a password', () => {
  it('lets nobody in who has another, or none', async () => {
    for (const stranger of ['', 'switchyard:wrong@']) {
      const bus = await connectEvents({ url: `nats://${stranger}127.0.0.1:${server.port}`, publishTimeoutMs: 300 });
      await expect(bus.publish(message('switchyard.catalog.changed.v1', 'forged'))).rejects.toBeInstanceOf(EventPublishError);
      expect(bus.connected).toBe(false);
      await bus.close();
    }
  });
});

describe('NATS that is killed with SIGKILL', () => {
  it('goes on by itself after the restart: publishing, consuming, hints', async () => {
    const bus = await connectEvents({ url: server.url, publishTimeoutMs: 1_000 });
    const stream = declareTestStream();
    await bus.ensureStreams([stream]);
    expect(bus.messageBytesMax).toBe(1024 ** 2);
    const seen: Delivery[] = [];
    const heard: string[] = [];
    await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all] }, async (batch) => void seen.push(...batch));
    await bus.subscribe(`${stream.name}-hint`, ({ data }) => heard.push(text({ data })));
    await bus.publish(message(stream.subject('a'), 'before'));
    await until(() => seen.length === 1, 'the first message is delivered');

    await server.kill();
    await until(() => !bus.connected, 'the bus notices');
    await expect(bus.publish(message(stream.subject('a'), 'lost', 'again'))).rejects.toBeInstanceOf(EventPublishError);
    bus.hint(`${stream.name}-hint`, Buffer.from('nobody hears this'));

    await server.restart();
    await until(() => bus.connected, 'the bus is connected again');
    await publishUntilAccepted(bus, stream.subject('a'), 'after', 'again');
    await until(() => seen.length >= 2, 'the message published again is delivered');
    bus.hint(`${stream.name}-hint`, Buffer.from('heard'));
    await until(() => heard.length > 0, 'the hint is heard');
    expect(heard).toEqual(['heard']);
    expect(new Set(seen.map(text))).toEqual(new Set(['before', 'after']));
    await bus.close();
  }, 30_000);

  it('loses no accepted message and misses none, over three kills under load', async () => {
    const bus = await connectEvents({ url: server.url, publishTimeoutMs: 1_000 });
    const stream = declareTestStream();
    await bus.ensureStreams([stream]);
    const seen = new Set<string>();
    await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all], startAfter: { incarnation: '', sequence: 0n } }, async (batch) => {
      for (const delivery of batch) seen.add(text(delivery));
    });
    let kills = 0;
    const killer = (async () => {
      for (; kills < 3; kills += 1) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        await server.kill();
        await server.restart();
        await until(() => bus.connected, 'the bus is connected again');
      }
    })();
    let count = 0;
    for (; kills < 3 || count < 100; count += 1) await publishUntilAccepted(bus, stream.subject(`s${count % 4}`), String(count), `id-${count}`);
    await killer;
    await until(() => seen.size === count, 'everything is delivered', 20_000);
    expect(count).toBeGreaterThanOrEqual(100);
    await bus.close();
  }, 60_000);
});

describe('NATS that is away', () => {
  it('lets a service start, and takes up streams, consumers and listeners when it comes', async () => {
    await server.kill();
    const bus = await connectEvents({ url: server.url, firstConnectWaitMs: 50, publishTimeoutMs: 200 });
    expect(bus.connected).toBe(false);
    const stream = declareTestStream();
    const seen: Delivery[] = [];
    await bus.ensureStreams([stream]);
    await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all] }, async (batch) => void seen.push(...batch));
    await expect(bus.publish(message(stream.subject('a'), 'early'))).rejects.toBeInstanceOf(EventPublishError);
    await server.restart();
    await until(() => bus.connected, 'the bus is connected');
    await publishUntilAccepted(bus, stream.subject('a'), 'late', 'late');
    await until(() => seen.length === 1, 'the message is delivered');
    await bus.close();
  }, 30_000);

  it('can be closed while it has never been there', async () => {
    const bus = await connectEvents({ url: 'nats://127.0.0.1:1', firstConnectWaitMs: 20 });
    await bus.close();
    expect(bus.connected).toBe(false);
  });
});

async function publishUntilAccepted(bus: EventBus, subject: string, value: string, messageId: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await bus.publish(message(subject, value, messageId));
    } catch (error) {
      if (tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
