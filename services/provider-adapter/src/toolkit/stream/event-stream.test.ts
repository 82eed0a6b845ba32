// Goal: whatever pieces a binary stream comes in, the same events are read, and a broken message is never taken for a sound one.
import { describe, expect, it } from '@jest/globals';
import { EventStreamCodec } from '@smithy/core/event-streams';
import fc from 'fast-check';
import type { VendorResponse } from '../../adapter/vendor-http.js';
import { EventStreamSplitter, readEventStream } from './event-stream.js';

const codec = new EventStreamCodec((bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()), (text) => Buffer.from(text));
const header = (value: string) => ({ type: 'string' as const, value });
const encode = (name: string, data: string) => Buffer.from(codec.encode({ headers: { ':message-type': header('event'), ':event-type': header(name) }, body: Buffer.from(data) }));

async function read(pieces: Buffer[]) {
  const left = [...pieces];
  const response = { read: () => Promise.resolve(left.shift()) } as unknown as VendorResponse;
  const events = [];
  for await (const batch of readEventStream(response)) events.push(...batch);
  return events;
}

function cutAt(whole: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...[...new Set(places.map((place) => place % (whole.length + 1)))].sort((one, other) => one - other), whole.length];
  return sorted.slice(1).map((end, index) => whole.subarray(sorted[index]!, end));
}

describe('readEventStream', () => {
  it('reads the same from any pieces', async () => {
    const texts = fc.array(fc.record({ name: fc.string({ maxLength: 20 }), data: fc.string({ unit: 'grapheme', maxLength: 60 }) }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(texts, fc.array(fc.nat(), { maxLength: 12 }), async (events, places) => {
        const whole = Buffer.concat(events.map(({ name, data }) => encode(name, data)));
        expect(await read(cutAt(whole, places))).toEqual(events.map(({ name, data }) => ({ kind: 'event', name, data })));
      }),
    );
  });

  it('a byte that was changed is found out', async () => {
    const whole = encode('contentBlockDelta', '{"delta":{"text":"hello"}}');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const broken = Buffer.from(whole);
        broken[place] = broken[place]! ^ change;
        // A length that grew waits for bytes that never come; nothing is read of it either.
        const events = await read([broken]).catch(() => []);
        expect(events).toEqual([]);
      }),
    );
  });

  it.each([{ length: 3 }, { length: 0xffffffff }])('a message of $length bytes is refused before it is awaited', ({ length }) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(length);
    expect(() => [...new EventStreamSplitter().push(bytes)]).toThrow('impossible length');
  });

  it('what came before a broken message is read', async () => {
    const broken = encode('b', '{}');
    broken[broken.length - 1]! ^= 1;
    const seen: string[] = [];
    const pieces = [Buffer.concat([encode('a', '{}'), broken])];
    const reading = (async () => {
      for await (const batch of readEventStream({ read: () => Promise.resolve(pieces.shift()) } as unknown as VendorResponse)) seen.push(...batch.map(({ name }) => name));
    })();
    await expect(reading).rejects.toThrow('broken');
    expect(seen).toEqual(['a']);
  });

  it('an exception is told by its type', async () => {
    const bytes = Buffer.from(codec.encode({ headers: { ':message-type': header('exception'), ':exception-type': header('throttlingException') }, body: Buffer.from('{}') }));
    expect(await read([bytes])).toEqual([{ kind: 'exception', name: 'throttlingException', data: '{}' }]);
  });
});
