// Goal: the faults of a stream strike this one where they strike every other, and its last event has what only it has.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../../../start-sandbox.js';
import { ask, readBill, startTestSandbox } from '../../../testing/harness.js';
import type { Reply } from '../../../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ ports: [{ name: 'openai', dialect: 'openai', port: 0 }] });
});
afterAll(() => sandbox.close());

const words = { text: 'abcdefghijklmnop', chunk_size: 4 };

function askFor(behaviour: object, fields: object = {}): Promise<Reply> {
  const headers = { authorization: 'Bearer sk', 'x-sandbox': JSON.stringify({ ...words, ...behaviour }) };
  return ask({ url: `${sandbox.baseUrls['openai']}/responses`, body: { model: 'gpt-4.1-mini', input: 'hi', stream: true, ...fields }, headers, hangUpWhen: ({ length }) => 'stall_after_chunks' in behaviour && length > 0 });
}

interface Told {
  event: string;
  data: any;
}

function eventsIn({ text }: Reply): Told[] {
  return text.split('\n\n').filter((event) => event !== '').map((event) => {
    const [name = '', data = ''] = event.split('\n');
    return { event: name.slice('event: '.length), data: JSON.parse(data.slice('data: '.length)) };
  });
}

function saidIn(reply: Reply): string {
  return eventsIn(reply).flatMap(({ data }) => (data.type === 'response.output_text.delta' ? [data.delta] : [])).join('');
}

describe('a stream', () => {
  it('names each event twice, and has no other mark of its end', async () => {
    const reply = await askFor({});
    const events = eventsIn(reply);
    for (const { event, data } of events) expect(event).toBe(data.type);
    expect(events.at(-1)?.event).toBe('response.completed');
    expect(reply.text).not.toContain('[DONE]');
  });

  it.each([
    { name: 'wants none', options: { include_obfuscation: false }, padded: false },
    { name: 'says nothing', options: undefined, padded: true },
  ])('is padded as its caller wants: $name', async ({ options, padded }) => {
    const deltas = eventsIn(await askFor({}, options === undefined ? {} : { stream_options: options })).filter(({ event }) => event.endsWith('.delta'));
    expect(deltas).toHaveLength(4);
    for (const { data } of deltas) expect('obfuscation' in data).toBe(padded);
  });

  it('is cut after so many pieces, and billed for them', async () => {
    const reply = await askFor({ cut_after_chunks: 2 });
    expect(reply.complete).toBe(false);
    expect(saidIn(reply)).toBe('abcdefgh');
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ cut: true, usage: { output_tokens: 2 } });
  });

  it('falls silent', async () => {
    const reply = await askFor({ stall_after_chunks: 1 });
    expect(reply.text).not.toContain('response.completed');
  });

  it('fails inside, with an event that is numbered like the others', async () => {
    const reply = await askFor({ error_after_chunks: 1, error_message: 'Broken.', error_code: 'server_error' });
    const events = eventsIn(reply);
    expect(events.at(-1)).toEqual({ event: 'error', data: { type: 'error', code: 'server_error', message: 'Broken.', param: null, sequence_number: events.length - 1 } });
    expect(saidIn(reply)).toBe('abcd');
  });

  it('has a piece that is no JSON', async () => {
    const { text } = await askFor({ malformed_chunk: 1 });
    const broken = text.split('\n\n').filter((event) => event !== '').filter((event) => {
      try {
        JSON.parse(event.slice(event.indexOf('data: ') + 6));
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain('event: response.output_text.delta');
  });

  it('ends without its last event', async () => {
    const reply = await askFor({ no_end_marker: true });
    expect(reply.complete).toBe(true);
    expect(saidIn(reply)).toBe('abcdefghijklmnop');
    expect(eventsIn(reply).at(-1)?.event).toBe('response.output_item.done');
  });

  it('ends without a status, and still with its usage', async () => {
    const last = eventsIn(await askFor({ no_finish_reason: true })).at(-1)!;
    expect(last.event).toBe('response.completed');
    expect(last.data.response).not.toHaveProperty('status');
    expect(last.data.response).toMatchObject({ usage: { output_tokens: 4 } });
  });

  it('ends without usage, and is billed all the same', async () => {
    const last = eventsIn(await askFor({ usage_missing: true })).at(-1)!;
    expect(last.data.response).toMatchObject({ status: 'completed', usage: null });
    expect((await readBill(sandbox)).entries.at(-1)).toMatchObject({ usage: { output_tokens: 4 } });
  });

  it('tells its usage twice, and nothing else', async () => {
    const events = eventsIn(await askFor({ usage_twice: true })).map(({ event }) => event);
    expect(events.filter((event) => event === 'response.completed')).toHaveLength(2);
    expect(events.filter((event) => event === 'response.output_item.added')).toHaveLength(1);
  });

  it('seals its thoughts, and again when they are whole', async () => {
    const fields = { model: 'gpt-5-mini', include: ['reasoning.encrypted_content'] };
    const items = eventsIn(await askFor({ reasoning: 'Hm.' }, fields)).flatMap(({ data }) => (data.item?.type === 'reasoning' ? [data.item] : []));
    expect(items).toHaveLength(2);
    expect(items[0].encrypted_content).not.toBe(items[1].encrypted_content);
    expect(items[1].summary).toEqual([]);
  });
});

it('an error before the stream is one of plain calls', async () => {
  const reply = await askFor({ status: 429, retry_after: 2 });
  expect(reply.status).toBe(429);
  expect(reply.headers['retry-after']).toBe('2');
  expect(JSON.parse(reply.text)).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
});
