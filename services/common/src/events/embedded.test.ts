// Goal: services of one process meet on a bus that keeps every promise of the real one.
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { busContract, declareTestStream, message, text, until } from './contract-suite.js';
import { connectEvents, type Delivery } from './index.js';

const url = `embedded:${randomUUID()}`;
busContract('the embedded bus', () => ({ open: () => connectEvents({ url }) }));

describe('the embedded bus', () => {
  it('is one per name', async () => {
    const [one, other] = [await connectEvents({ url: `embedded:${randomUUID()}` }), await connectEvents({ url: `embedded:${randomUUID()}` })];
    const stream = declareTestStream();
    await one.ensureStreams([stream]);
    await expect(other.publish(message(stream.subject('a'), '1'))).rejects.toThrow('No stream takes the subject');
    await one.close();
    await other.close();
  });

  it('forgets what every durable has acknowledged rather than refuse', async () => {
    const bus = await connectEvents({ url: `embedded:${randomUUID()}` });
    const stream = { ...declareTestStream(), bytesMax: 10_000 };
    await bus.ensureStreams([stream]);
    const seen: Delivery[] = [];
    await bus.consume({ stream: stream.name, durable: 'reader', subjects: [stream.all] }, async (batch) => void seen.push(...batch));
    for (let number = 0; number < 100; number += 1) {
      await bus.publish(message(stream.subject('a'), String(number).padEnd(1_000)));
      await until(() => seen.length === number + 1, 'the message is handled');
    }
    expect(text(seen.at(-1)!).trim()).toBe('99');
    await bus.close();
  });
});
