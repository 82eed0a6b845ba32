// Goal: what is booked is never below what the vendor may bill. A count that was not sent stays unknown, and counts that
// contradict each other are taken at their dearest.
import { describe, expect, it } from '@jest/globals';
import { Evidence } from '@switchyard/proto/event/v1/usage';
import type { PriceVersion } from '@switchyard/common/rating';
import { anthropicUsageDialect } from '../providers/anthropic/usage.js';
import { imageUsageStep, openAiUsageDialect, usageStep } from '../toolkit/dialects/openai/usage.js';
import { evidenceOf } from './evidence.js';
import { usageOf } from './usage-of.js';

const none = { priceVersion: () => undefined, rating: {} };
const known = (counts: Record<string, bigint | undefined>, total?: bigint) => ({ counts, total, raw: {}, isFinal: true, statedChargePicoUsd: undefined });
const row = (meter: string, amountPicoUsd: bigint) => ({ meter, amountPicoUsd, per: 1_000_000n, validFromMs: 0, source: 'test' });
const prices: PriceVersion = { id: 'p', model: 'm', rows: [row('input', 10_000_000n), row('cached_input', 1_000_000n), row('output', 100_000_000n)] };

describe('usageOf', () => {
  it('a count that was not sent is absent from meters and totals', () => {
    const { usage } = usageOf(known({ input: 10n, output: 5n, cached_input: undefined }), { dialect: openAiUsageDialect, ...none });
    expect(usage.meters).toEqual({ input: 10n, output: 5n });
    expect([usage.cachedInputTokens, usage.reasoningTokens, usage.cacheWriteTokens]).toEqual([undefined, undefined, undefined]);
  });

  it('a sent zero is a known zero', () => {
    const { usage } = usageOf(known({ input: 10n, output: 5n, cached_input: 0n }), { dialect: openAiUsageDialect, ...none });
    expect(usage.cachedInputTokens).toBe(0n);
  });

  it('parts that exceed their whole are inconsistent, and the reading beside the whole is dearer', () => {
    const { usage, isInconsistent } = usageOf(known({ input: 10n, cached_input: 40n, output: 5n }, 15n), { dialect: openAiUsageDialect, priceVersion: () => prices, rating: {} });
    expect(isInconsistent).toBe(true);
    expect(usage.meters).toEqual({ input: 10n, cached_input: 40n, output: 5n });
  });

  it('tokens that only the total knows are taken for the dearest kind', () => {
    const { usage, isInconsistent } = usageOf(known({ input: 10n, output: 5n }, 35n), { dialect: openAiUsageDialect, priceVersion: () => prices, rating: {} });
    expect(isInconsistent).toBe(true);
    expect(usage.meters).toEqual({ input: 10n, output: 25n });
  });

  it('without prices the largest reading is taken', () => {
    const { usage } = usageOf(known({ input: 10n, output: 5n }, 35n), { dialect: openAiUsageDialect, ...none });
    expect(Object.values(usage.meters).reduce((sum, count) => sum + count, 0n)).toBe(35n);
  });

  it('anthropic: written tokens by lifetime leave no meter for their sum', () => {
    const { usage, isInconsistent } = usageOf(known({ input: 1n, output: 2n, cached_input: 3n, cache_write: 30n, cache_write_5m: 10n, cache_write_1h: 20n }), { dialect: anthropicUsageDialect, ...none });
    expect(usage).toMatchObject({ inputTokens: 34n, cacheWriteTokens: 30n, totalTokens: 36n });
    expect(Object.keys(usage.meters)).not.toContain('cache_write');
    expect(isInconsistent).toBe(false);
  });
});

describe('evidenceOf', () => {
  const options = { dialect: openAiUsageDialect, ...none };
  const counted = known({ input: 1n, output: 2n });
  it.each([
    { name: 'a final report', witnessed: { isSentWhole: true, answeredStatus: 200, usage: counted }, evidence: Evidence.REPORTED, meters: { input: 1n, output: 2n } },
    { name: 'a report that goes on', witnessed: { isSentWhole: true, answeredStatus: 200, usage: { ...counted, isFinal: false } }, evidence: Evidence.BOUND, meters: undefined },
    { name: 'a report without the output', witnessed: { isSentWhole: true, answeredStatus: 200, usage: known({ input: 1n }) }, evidence: Evidence.BOUND, meters: undefined },
    { name: 'a count below zero', witnessed: { isSentWhole: true, answeredStatus: 200, usage: known({ input: -100n, output: 2n }) }, evidence: Evidence.BOUND, meters: undefined },
    { name: 'no report', witnessed: { isSentWhole: true, answeredStatus: 200, usage: undefined }, evidence: Evidence.BOUND, meters: undefined },
    { name: 'no answer', witnessed: { isSentWhole: true, answeredStatus: undefined, usage: undefined }, evidence: Evidence.BOUND, meters: undefined },
    { name: 'a redirect', witnessed: { isSentWhole: true, answeredStatus: 307, usage: undefined }, evidence: Evidence.BOUND, meters: undefined },
    { name: 'an error status', witnessed: { isSentWhole: true, answeredStatus: 400, usage: undefined }, evidence: Evidence.REPORTED, meters: {} },
    { name: 'a body that never left whole', witnessed: { isSentWhole: false, answeredStatus: undefined, usage: undefined }, evidence: Evidence.REPORTED, meters: {} },
  ])('$name', ({ witnessed, evidence, meters }) => {
    const proof = evidenceOf({ ...witnessed, expected: { kind: 'chat' } }, options);
    expect(proof.evidence).toBe(evidence);
    expect(proof.usage?.meters).toEqual(meters);
  });
});

// Goal: each kind of call is proven by what it is billed by, and by nothing less.
describe('evidenceOf other calls', () => {
  const options = { dialect: openAiUsageDialect, ...none };
  it.each([
    { name: 'vectors have no output', expected: { kind: 'embeddings', count: 1 }, counts: { input: 3n }, evidence: Evidence.REPORTED },
    { name: 'vectors without their input', expected: { kind: 'embeddings', count: 1 }, counts: {}, evidence: Evidence.BOUND },
    { name: 'pictures in the answer itself', expected: { kind: 'images', count: 2 }, counts: { images: 2n }, evidence: Evidence.REPORTED },
    { name: 'pictures without a word', expected: { kind: 'images', count: 2 }, counts: {}, evidence: Evidence.BOUND },
    { name: 'no picture', expected: { kind: 'images', count: 2 }, counts: { images: 0n }, evidence: Evidence.BOUND },
    { name: 'pictures by the token', expected: { kind: 'images', count: 1 }, counts: { input: 3n, output: 4n }, evidence: Evidence.REPORTED },
    { name: 'pictures by the token of pictures', expected: { kind: 'images', count: 1 }, counts: { input: 3n, output_image: 4n }, evidence: Evidence.REPORTED },
    { name: 'pictures by the token without their output', expected: { kind: 'images', count: 1 }, counts: { input: 3n }, evidence: Evidence.BOUND },
    { name: 'pictures by the token without their input', expected: { kind: 'images', count: 1 }, counts: { output: 4n }, evidence: Evidence.BOUND },
    { name: 'a part alone', expected: { kind: 'images', count: 1 }, counts: { cached_input: 3n }, evidence: Evidence.BOUND },
    { name: 'looks by the picture', expected: { kind: 'labels', count: 1 }, counts: { images: 1n }, evidence: Evidence.REPORTED },
    { name: 'looks by the request', expected: { kind: 'labels', count: 1 }, counts: { requests: 1n }, evidence: Evidence.REPORTED },
    { name: 'looks at no picture', expected: { kind: 'labels', count: 1 }, counts: { images: 0n }, evidence: Evidence.BOUND },
    { name: 'words without their output', expected: { kind: 'chat' }, counts: { input: 3n }, evidence: Evidence.BOUND },
  ] as const)('$name', ({ expected, counts, evidence }) => {
    expect(evidenceOf({ isSentWhole: true, answeredStatus: 200, usage: known(counts), expected }, options).evidence).toBe(evidence);
  });
});

it.each([
  { name: 'pictures', expected: { kind: 'images', count: 1 }, evidence: Evidence.REPORTED },
  { name: 'looks', expected: { kind: 'labels', count: 1 }, evidence: Evidence.REPORTED },
  { name: 'words, which have counts', expected: { kind: 'chat' }, evidence: Evidence.BOUND },
] as const)("the vendor's word that nothing is charged proves a zero of $name", ({ expected, evidence }) => {
  const usage = { ...known({ images: 0n }), statedChargePicoUsd: 0n };
  const proof = evidenceOf({ isSentWhole: true, answeredStatus: 200, usage, expected }, { dialect: { within: {}, counting: 'cumulative' }, ...none });
  expect(proof.evidence).toBe(evidence);
  if (evidence === Evidence.REPORTED) expect(Object.values(proof.usage!.meters).every((count) => count === 0n)).toBe(true);
});

describe('the usage block of pictures', () => {
  it.each([
    { name: 'pictures and no block', usage: undefined, count: 2, isFinal: true },
    { name: 'neither pictures nor a block', usage: undefined, count: 0, isFinal: false },
    { name: 'a whole block', usage: { input_tokens: 3, output_tokens: 4 }, count: 1, isFinal: true },
    { name: 'a block without output', usage: { input_tokens: 3, total_tokens: 3 }, count: 1, isFinal: false },
    { name: 'a block without input', usage: { output_tokens: 4 }, count: 1, isFinal: false },
    { name: 'an empty block', usage: {}, count: 1, isFinal: false },
  ])('$name', ({ usage, count, isFinal }) => {
    expect(imageUsageStep(usage, count).isFinal).toBe(isFinal);
  });
});

describe('the usage block of openai and its kin', () => {
  const read = (usage: Record<string, unknown>) => usageStep(usage, JSON.stringify({ usage }), { isFinal: true });

  const differs = { charge: { field: 'cost', beside: 'prompt_tokens' } };

  it('reads a stated charge from the text, exactly, and only where usage is', () => {
    const text = '{"choices":[{"message":{"content":"{\\"cost\\": 9}"},"cost":7}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":0.000012345678}}';
    const { usage } = JSON.parse(text) as { usage: Record<string, unknown> };
    expect(usageStep(usage, text, { isFinal: true, differs }).statedChargePicoUsd).toBe(12_345_678n);
    expect(usageStep(usage, text.replace('0.000012345678', '1.5e-7'), { isFinal: true, differs }).statedChargePicoUsd).toBe(150_000n);
    // Of a vendor that documents no such field it is no word about money.
    expect(usageStep(usage, text, { isFinal: true }).statedChargePicoUsd).toBeUndefined();
  });

  it.each(['1e308', '1e-70', '-5'])('a stated charge of %s says nothing, and breaks nothing', (cost) => {
    const text = `{"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":${cost}}}`;
    const { usage } = JSON.parse(text) as { usage: Record<string, unknown> };
    expect(usageStep(usage, text, { isFinal: true, differs }).statedChargePicoUsd).toBeUndefined();
  });

  it('a count that no mapping knows becomes a meter that no price has', () => {
    expect(read({ prompt_tokens: 1, completion_tokens: 2, hologram_tokens: 5, queue_time: 7, zero_tokens: 0 }).counts).toMatchObject({ unmapped_hologram_tokens: 5n });
    expect(Object.keys(read({ prompt_tokens: 1, queue_time: 7, zero_tokens: 0 }).counts).filter((name) => name.startsWith('unmapped'))).toEqual([]);
  });

  it('counts of the wrong type are unknown', () => {
    expect(read({ prompt_tokens: '12', completion_tokens: 1.5 }).counts).toMatchObject({ input: undefined, output: undefined });
  });
});
