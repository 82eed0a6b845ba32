// Every fault over every dialect, seen from the other end of the socket.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../start-sandbox.js';
import { ask, countInflight, directive, readBill, startTestSandbox, until, untilGenerating, vendors } from '../testing/harness.js';
import type { Ask, Reply, Vendor } from '../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(async () => {
  await ask({ url: `${sandbox.control}/bill`, method: 'DELETE' });
});
afterAll(() => sandbox.close());

function send(vendor: Vendor, behaviour: Record<string, unknown>, options: { stream?: boolean } & Pick<Ask, 'hangUp' | 'hangUpWhen'> = {}): Promise<Reply> {
  const path = options.stream === true ? (vendor.streamPath ?? vendor.path) : vendor.path;
  return ask({ url: `${sandbox.addresses[vendor.provider]}${path}`, headers: vendor.headers, body: vendor.body(directive(behaviour), options), hangUp: options.hangUp, hangUpWhen: options.hangUpWhen });
}

const text = 'abcdefghijklmnop';
const pieces = { text, chunk_size: 4 };

describe.each(vendors)('$provider', (vendor) => {
  it.each([
    { name: 'a status', behaviour: { status: 500 }, status: 500, retryAfter: undefined },
    { name: 'an overloaded vendor that says when to come back', behaviour: { status: 429, retry_after: 3 }, status: 429, retryAfter: '3' },
    { name: 'an absurd Retry-After', behaviour: { status: 503, retry_after: 'yesterday' }, status: 503, retryAfter: 'yesterday' },
    { name: 'a status with words of its own', behaviour: { status: 418, error_message: 'short and stout' }, status: 418, retryAfter: undefined },
  ])('$name: an error body in its shape, and nothing on the bill', async ({ behaviour, status, retryAfter }) => {
    for (const stream of [false, true]) {
      const reply = await send(vendor, behaviour, { stream });
      expect(reply).toMatchObject({ status, complete: true });
      expect(reply.headers['retry-after']).toBe(retryAfter);
      expect(JSON.parse(reply.text)).toHaveProperty('error');
      if ('error_message' in behaviour) expect(reply.text).toContain('short and stout');
    }
    expect((await readBill(sandbox)).entries).toEqual([]);
  });

  it.each([
    { name: 'a reset before the headers', behaviour: { reset: true }, status: undefined },
    { name: 'a reset after the headers', behaviour: { reset: 'after_headers' }, status: 200 },
  ])('$name', async ({ behaviour, status }) => {
    for (const stream of [false, true]) {
      const reply = await send(vendor, behaviour, { stream });
      expect(reply).toMatchObject({ complete: false, text: '', errorCode: 'ECONNRESET' });
      expect(reply.status).toBe(status);
    }
    expect((await readBill(sandbox)).entries).toMatchObject([{ cut: true }, { cut: true }]);
  });

  it.each([{ stream: false }, { stream: true }])('hangs until the caller leaves (stream: $stream)', async ({ stream }) => {
    const reply = await send(vendor, { hang: true }, { stream, hangUp: untilGenerating(sandbox) });
    expect(reply.status).toBeUndefined();
    await until(async () => (await countInflight(sandbox)) === 0);
    expect((await readBill(sandbox)).entries).toMatchObject([{ cancelled: true }]);
  });

  it('waits before the first byte, and between chunks', async () => {
    const started = performance.now();
    await send(vendor, { delay_ms: 80 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(70);
    const streamed = performance.now();
    const reply = await send(vendor, { ...pieces, first_token_delay_ms: 20, chunk_delay_ms: 20 }, { stream: true });
    expect(performance.now() - streamed).toBeGreaterThanOrEqual(70);
    expect(reply.text).toContain(vendor.endMarker);
    expect(reply.pieces.length).toBeGreaterThan(3);
  });

  it('cuts after n bytes, whatever they are', async () => {
    for (const stream of [false, true]) {
      for (const bytes of [0, 1, 77]) {
        const reply = await send(vendor, { ...pieces, cut_after_bytes: bytes }, { stream });
        expect(reply).toMatchObject({ status: 200, complete: false });
        expect(Buffer.byteLength(reply.text)).toBe(bytes);
      }
    }
  });

  it('cuts after n chunks, and at the latest before the finish', async () => {
    for (const { chunks, seen, unseen } of [{ chunks: 0, seen: '', unseen: 'abcd' }, { chunks: 2, seen: 'efgh', unseen: 'ijkl' }, { chunks: 99, seen: 'mnop', unseen: vendor.endMarker }]) {
      const reply = await send(vendor, { ...pieces, cut_after_chunks: chunks }, { stream: true });
      expect(reply).toMatchObject({ status: 200, complete: false });
      expect(reply.text).toContain(seen);
      expect(reply.text).not.toContain(unseen);
    }
  });

  it('sends its headers before it waits for the first token', async () => {
    const reply = await send(vendor, { ...pieces, stall_after_chunks: 0 }, { stream: true, hangUpWhen: () => true });
    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain('abcd');
    await until(async () => (await countInflight(sandbox)) === 0);
  });

  it('falls silent in the middle', async () => {
    const reply = await send(vendor, { ...pieces, stall_after_chunks: 1 }, { stream: true, hangUpWhen: (body) => body.includes('abcd') });
    expect(reply.text).toContain('abcd');
    expect(reply.text).not.toContain('efgh');
    await until(async () => (await readBill(sandbox)).entries.length === 1);
    expect((await readBill(sandbox)).entries).toMatchObject([{ cancelled: true, usage: { output_tokens: 1 } }]);
  });

  it('ends without its end marker, though the text is whole and paid', async () => {
    const reply = await send(vendor, { ...pieces, no_end_marker: true }, { stream: true });
    expect(reply.complete).toBe(true);
    expect(reply.text).toContain('mnop');
    expect(reply.text).not.toContain(vendor.endMarker);
    const { entries } = await readBill(sandbox);
    expect(entries).toMatchObject([{ usage: { output_tokens: 4 } }]);
    expect(entries[0]).not.toHaveProperty('cut');
  });

  it('ends without a finish reason', async () => {
    const reply = await send(vendor, { ...pieces, no_finish_reason: true }, { stream: true });
    expect(reply.complete).toBe(true);
    expect(reply.text).not.toMatch(/"(finish_reason|stop_reason|done_reason)":"/);
  });

  it('breaks one chunk and goes on', async () => {
    const reply = await send(vendor, { ...pieces, malformed_chunk: 1 }, { stream: true });
    const payloads = reply.text.split('\n').filter((line) => /^(data: )?\{/.test(line)).map((line) => line.replace(/^data: /, ''));
    const broken = payloads.filter((payload) => {
      try {
        JSON.parse(payload);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toHaveLength(1);
    expect(reply.text).toContain(vendor.endMarker);
  });

  it('reports an error inside a stream that began well', async () => {
    const reply = await send(vendor, { ...pieces, error_after_chunks: 2, error_message: 'it broke' }, { stream: true });
    expect(reply).toMatchObject({ status: 200, complete: true });
    expect(reply.text).toContain('it broke');
    expect(reply.text).not.toContain(vendor.endMarker);
    expect((await readBill(sandbox)).entries).toMatchObject([{ cut: true, usage: { output_tokens: 2 } }]);
  });

  it('leaves usage out and charges all the same', async () => {
    for (const stream of [false, true]) {
      const reply = await send(vendor, { text, usage_missing: true }, { stream });
      expect(reply.text).not.toMatch(/"usage":\{|eval_count|output_tokens/);
    }
    expect((await readBill(sandbox)).entries).toMatchObject([{ usage: { output_tokens: 4 } }, { usage: { output_tokens: 4 } }]);
  });

  it('answers in HTML, in half, or not at all', async () => {
    const html = await send(vendor, { html: true });
    expect(html.headers['content-type']).toContain('text/html');
    expect(html.text).toContain('<h1>');
    expect(await send(vendor, { status: 502, html: true })).toMatchObject({ status: 502, text: expect.stringContaining('<h1>') });
    const half = await send(vendor, { half_json: true });
    expect(half).toMatchObject({ status: 200, complete: true });
    expect(() => JSON.parse(half.text)).toThrow();
    const empty = await send(vendor, { empty: true });
    expect(empty.text).toMatch(/"content":(""|\[\]|\{"role":"model"\})/);
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ usage: { output_tokens: 0 } });
  });

  it('echoes what the user said, without the directive', async () => {
    const body = vendor.body(`say this ${directive({ echo: true })}`);
    const reply = await ask({ url: `${sandbox.addresses[vendor.provider]}${vendor.path}`, headers: vendor.headers, body });
    expect(reply.text).toContain('"say this"');
  });

  it('takes its behaviour from a header too, claims another model, and keeps a call off the bill', async () => {
    const headers = { ...vendor.headers, 'x-sandbox': JSON.stringify({ text: 'from the header', answer_model: 'another', charged: false }) };
    const reply = await ask({ url: `${sandbox.addresses[vendor.provider]}${vendor.path}`, headers, body: vendor.body('hi') });
    expect(reply.text).toContain('from the header');
    const { model, modelVersion } = JSON.parse(reply.text) as Record<string, unknown>;
    expect(model ?? modelVersion).toBe('another');
    expect((await readBill(sandbox)).entries).toEqual([]);
  });

  it('writes in pieces that split characters, which join to the same text', async () => {
    const reply = await send(vendor, { text: '🚂信号é'.repeat(5), segment_bytes: 3 }, { stream: true });
    expect(reply.complete).toBe(true);
    expect(reply.text).not.toContain('\ufffd');
    expect(reply.text).toContain(vendor.endMarker);
  });

  it('passes a finish reason on: length, and a raw one', async () => {
    expect((await send(vendor, { finish_reason: 'length' })).text).toMatch(/"(length|max_tokens)"/i);
    expect((await send(vendor, { finish_reason: 'strange_reason' }, { stream: true })).text).toContain('"strange_reason"');
  });
});
