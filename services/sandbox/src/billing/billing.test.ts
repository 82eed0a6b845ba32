// The bill of calls that broke off, worked out by hand.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { Sandbox } from '../start-sandbox.js';
import { ask, countInflight, directive, readBill, startTestSandbox, until, untilGenerating, vendors } from '../testing/harness.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(async () => {
  await ask({ url: `${sandbox.control}/bill`, method: 'DELETE' });
});
afterAll(() => sandbox.close());

const openai = vendors[0]!;
const anthropic = vendors[1]!;
const usage = { input_tokens: 1_000, output_tokens: 100 };
/** 40 bytes in ten chunks: each is a tenth of the claimed output. */
const tenChunks = { text: 'abcd'.repeat(10), chunk_size: 4, usage };

// gpt-4.1-mini: 400 000 picodollars per token in, 1 600 000 out; claude-haiku-4-5: 1 000 000 and 5 000 000.
describe('a stream is billed for its input and what was generated', () => {
  it.each([
    { name: 'whole', vendor: openai, behaviour: {}, output: 100, cost: 560_000_000 },
    { name: 'cut after 3 of 10 chunks', vendor: openai, behaviour: { cut_after_chunks: 3 }, output: 30, cost: 448_000_000 },
    { name: 'cut before the first', vendor: openai, behaviour: { cut_after_chunks: 0 }, output: 0, cost: 400_000_000 },
    { name: 'cut, by a generator that goes on for 5 tokens', vendor: openai, behaviour: { cut_after_chunks: 3, after_hangup: 5 }, output: 35, cost: 456_000_000 },
    { name: 'cut, by a generator that goes on to the end', vendor: openai, behaviour: { cut_after_chunks: 3, after_hangup: 'all' }, output: 100, cost: 560_000_000 },
    { name: 'cut, with reasoning that was made before the first word', vendor: openai, behaviour: { cut_after_chunks: 0, usage: { ...usage, reasoning_tokens: 60 } }, output: 60, cost: 496_000_000 },
    { name: 'reset before the headers', vendor: openai, behaviour: { reset: true }, output: 0, cost: 400_000_000 },
    { name: 'Anthropic, cut after 3 of 10 chunks', vendor: anthropic, behaviour: { cut_after_chunks: 3 }, output: 30, cost: 1_150_000_000 },
    { name: 'Anthropic, failed inside the stream', vendor: anthropic, behaviour: { error_after_chunks: 5 }, output: 50, cost: 1_250_000_000 },
  ])('$name', async ({ vendor, behaviour, output, cost }) => {
    await ask({
      url: `${sandbox.addresses[vendor.provider]}${vendor.path}`, headers: { ...vendor.headers, 'x-client-request-id': 'att-7' },
      body: vendor.body(directive({ ...tenChunks, ...behaviour }), { stream: true }),
    });
    const bill = await readBill(sandbox);
    expect(bill.entries).toMatchObject([{ attempt_id: 'att-7', provider: vendor.provider, model: vendor.model, usage: { input_tokens: 1_000, output_tokens: output }, cost_picousd: String(cost) }]);
    expect(bill.total_picousd).toBe(String(cost));
    expect(bill.entries[0]!.cut ?? false).toBe(Object.keys(behaviour).length > 0);
  });

  it.each([openai, anthropic])('cancelled by the caller after the third chunk ($provider)', async (vendor) => {
    const reply = await ask({
      url: `${sandbox.addresses[vendor.provider]}${vendor.path}`, headers: vendor.headers,
      body: vendor.body(directive({ ...tenChunks, text: '0000111122223333444455556666777788889999', chunk_delay_ms: 300 }), { stream: true }),
      hangUpWhen: (text) => text.includes('2222'),
    });
    expect(reply.text).not.toContain('4444');
    await until(async () => (await readBill(sandbox)).entries.length === 1);
    const [entry] = (await readBill(sandbox)).entries;
    expect(entry).toMatchObject({ cancelled: true, usage: { input_tokens: 1_000, output_tokens: 30 } });
    expect(await countInflight(sandbox)).toBe(0);
  });
});

describe('a plain answer is made whole, and billed whole', () => {
  it.each([
    { name: 'that was cut', behaviour: { cut_after_bytes: 10 }, leaves: false, flag: 'cut' },
    { name: 'whose caller left while it waited', behaviour: { delay_ms: 5_000 }, leaves: true, flag: 'cancelled' },
  ])('$name', async ({ behaviour, leaves, flag }) => {
    await ask({ url: `${sandbox.addresses['openai']}${openai.path}`, headers: openai.headers, body: openai.body(directive({ usage, ...behaviour })), hangUp: leaves ? untilGenerating(sandbox) : undefined });
    await until(async () => (await readBill(sandbox)).entries.length === 1);
    expect((await readBill(sandbox)).entries).toMatchObject([{ usage, cost_picousd: '560000000', [flag]: true }]);
  });
});

it('lists a call twice if it came twice, names the port it came to, and has no id where none was sent', async () => {
  for (const [provider, id] of [['openai', 'same'], ['openai-b', 'same'], ['openai-b', undefined]] as const) {
    await ask({ url: `${sandbox.addresses[provider]}${openai.path}`, headers: { ...openai.headers, ...(id === undefined ? {} : { 'x-client-request-id': id }) }, body: openai.body(directive({ usage })) });
  }
  const bill = await readBill(sandbox);
  expect(bill.entries.map((entry) => [entry.provider, entry.attempt_id])).toEqual([['openai', 'same'], ['openai-b', 'same'], ['openai-b', null]]);
  expect(bill.total_picousd).toBe(String(3 * 560_000_000));
});

it('has every answer on the bill before the caller has read it, and parts that sum to the totals', async () => {
  const calls = Array.from({ length: 200 }, async (_, index) => {
    const vendor = vendors[index % 3]!;
    const id = `att-${index}`;
    await ask({ url: `${sandbox.addresses[vendor.provider]}${vendor.path}`, headers: { ...vendor.headers, 'x-client-request-id': id }, body: vendor.body('hello', { stream: index % 2 === 0 }) });
    return id;
  });
  const ids = await Promise.all(calls);
  const { entries, total_picousd } = await readBill(sandbox);
  expect(entries.map((entry) => entry.attempt_id).sort()).toEqual(ids.sort());
  expect(entries.reduce((sum, entry) => sum + BigInt(entry.cost_picousd), 0n).toString()).toBe(total_picousd);
  for (const { usage: counts } of entries) {
    expect(counts['uncached_input_tokens']! + counts['cached_input_tokens']! + counts['cache_write_5m_tokens']! + counts['cache_write_1h_tokens']!).toBe(counts['input_tokens']);
    expect(counts['visible_output_tokens']! + counts['reasoning_tokens']!).toBe(counts['output_tokens']);
    expect(counts['input_tokens']! + counts['output_tokens']!).toBe(counts['total_tokens']);
  }
});

it('refuses calls rather than forget entries when it is full', async () => {
  const small = await startTestSandbox({ billEntriesMax: 1 });
  try {
    const send = () => ask({ url: `${small.addresses['openai']}${openai.path}`, headers: openai.headers, body: openai.body('hi') });
    expect((await send()).status).toBe(200);
    const refused = await send();
    expect(refused.status).toBe(503);
    expect(refused.text).toContain('DELETE /bill');
    expect((await readBill(small)).entries).toHaveLength(1);
  } finally {
    await small.close();
  }
});
