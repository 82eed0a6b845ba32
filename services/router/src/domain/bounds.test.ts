// Goal: where a vendor's cap covers all of the answer, no bill within the cap is above the hold.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rate } from '@switchyard/common/rating';
import { create } from '@bufbuild/protobuf';
import { Role } from '@switchyard/proto/common/v1/chat';
import { EmbedRequestSchema } from '@switchyard/proto/router/v1/embed';
import { AnalyzeImageRequestSchema, GenerateImageRequestSchema } from '@switchyard/proto/router/v1/image';
import { ask, askedAtMs, askFor } from '../testing/ask.js';
import { catalogOf, type ModelWish } from '../testing/catalog.js';
import { analyzeAsk, embedAsk, imageAsk } from './ask-of.js';
import { costing } from './bounds.js';

const view = (row: ModelWish['row'] = {}, inputUsdPerMillion = 3n) => catalogOf([{ name: 'm', inputUsdPerMillion, row }]).models.get('m')!;

describe('the bound', () => {
  it('is never below what a call within its cap costs', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 1, max: 50_000 }), fc.bigInt({ min: 1n, max: 500n }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (prompt, cap, price, inputShare, outputShare) => {
        const model = view({}, price);
        const { boundPicoUsd, limits, priceVersion } = costing(ask({ prompt: `x${prompt}`, parameters: { maxOutputTokens: cap } }), model, askedAtMs);
        const [inputTokensMax, outputTokensMax] = [limits['input']!, limits['output']!];
        const share = (most: bigint, part: number): bigint => BigInt(Math.floor(Number(most) * part));
        const cached = share(inputTokensMax, inputShare / 2);
        const usage = { input: share(inputTokensMax, inputShare) - cached, cached_input: cached, output: share(outputTokensMax, outputShare) };
        const rated = rate(usage, priceVersion!, {});
        expect(rated.kind).toBe('rated');
        if (rated.kind === 'rated') expect(boundPicoUsd).toBeGreaterThanOrEqual(rated.totalPicoUsd);
        // One token per byte is the most that any tokenizer without a normaliser makes.
        expect(inputTokensMax).toBeGreaterThanOrEqual(BigInt(Buffer.byteLength(prompt)));
        expect(outputTokensMax).toBe(BigInt(cap));
      }),
    );
  });

  it('counts fields that are passed on: a vendor may make text of them', () => {
    const inputOf = (extraJson: string): bigint => costing(ask({ prompt: 'x', parameters: { maxOutputTokens: 5, extraJson } }), view(), askedAtMs).limits['input']!;
    const words = JSON.stringify({ guided: 'word '.repeat(50) });
    expect(inputOf(words) - inputOf('')).toBeGreaterThanOrEqual(BigInt(words.length));
  });

  it.each([
    { name: 'all of the answer: the cap', row: { capCovers: 'all' }, max: 100n },
    { name: 'what is visible: the cap and all that it may think', row: { capCovers: 'visible', maxOutputTokens: 8000n }, max: 8100n },
    { name: 'what is visible, with a thinking cap', row: { capCovers: 'visible', maxOutputTokens: 8000n }, thinking: 50, max: 150n },
    { name: 'nothing for sure: the model\'s whole limit', row: { capCovers: 'advisory', maxOutputTokens: 8000n }, max: 8000n },
    { name: 'nothing for sure and no limit: the window', row: { capCovers: 'advisory', contextWindow: 9000n }, max: 9000n },
  ])('of the output where the cap covers $name', ({ row, thinking, max }) => {
    const parameters = { maxOutputTokens: 100, ...(thinking === undefined ? {} : { thinkingBudgetTokens: thinking }) };
    expect(costing(ask({ parameters }), view(row), askedAtMs).limits['output']).toBe(max);
  });

  it.each([
    { name: 'vectors: a whole window for each text, and no output', ask: { kind: 'embed', task: { inputs: ['a', 'b', 'c'] } }, rows: [{ meter: 'input', usd: 3n }], limits: { input: 27_000n }, boundPicoUsd: 27_000n * 3_000_000n },
    { name: 'pictures by the picture', ask: { kind: 'image', task: { prompt: 'cat', n: 2 } }, rows: [{ meter: 'images', usd: 40_000n }], limits: { output: 2_000n, images: 2n }, boundPicoUsd: 2n * 40_000n * 1_000_000n },
    { name: 'pictures by the token', ask: { kind: 'image', task: { prompt: 'cat', n: 2 } }, rows: [{ meter: 'input', usd: 5n }, { meter: 'output_image', usd: 40n }], limits: { input: 87n, output: 2_000n }, boundPicoUsd: 87n * 5_000_000n + 2_000n * 40_000_000n },
    { name: 'a look at pictures', ask: { kind: 'analyze', task: { images: [{}, {}] } }, rows: [{ meter: 'images', usd: 1_500n }], limits: { images: 2n }, boundPicoUsd: 2n * 1_500n * 1_000_000n },
  ])('of $name', ({ ask: wanted, rows, limits, boundPicoUsd }) => {
    const model = { ...view({ contextWindow: 9000n, maxOutputTokens: 1000n }), prices: [{ id: 'p', model: 'm', rows: rows.map(({ meter, usd }) => ({ meter, amountPicoUsd: usd * 1_000_000n, per: 1n, validFromMs: 0, source: 'test' })) }] };
    const task = wanted.kind === 'embed' ? embedAsk(create(EmbedRequestSchema, wanted.task)) : wanted.kind === 'image' ? imageAsk(create(GenerateImageRequestSchema, wanted.task)) : analyzeAsk(create(AnalyzeImageRequestSchema, wanted.task));
    const known = costing(askFor(task), model, askedAtMs);
    expect(known).toMatchObject({ boundPicoUsd, maxOutputTokens: 0, isDefaultCap: false });
    expect(known.limits).toMatchObject(limits);
  });

  it.each([
    { name: 'what the model row says', row: { tokensPerImage: 48_169n }, pictures: 2, from: 96_338n, below: 97_000n },
    { name: 'at most the window', row: { tokensPerImage: 48_169n }, pictures: 3, from: 128_000n, below: 128_001n },
    { name: 'the whole window where the row says nothing', row: {}, pictures: 1, from: 128_000n, below: 128_001n },
  ])('of pictures in a prompt is $name', ({ row, pictures, from, below }) => {
    const image = { content: { case: 'image' as const, value: { mediaType: 'image/png', source: { case: 'data' as const, value: new Uint8Array(3_000) } } } };
    const messages = [{ role: Role.USER, parts: [{ content: { case: 'text' as const, value: 'what is it?' } }, ...Array.from({ length: pictures }, () => image)] }];
    const { limits } = costing(ask({ messages, parameters: { maxOutputTokens: 10 } }), view(row), askedAtMs);
    expect(limits['input']).toBeGreaterThanOrEqual(from);
    expect(limits['input']).toBeLessThan(below);
  });

  it('is unknown without a price, never zero', () => {
    expect(costing(ask({}), { ...view(), prices: [] }, askedAtMs)).toMatchObject({ boundPicoUsd: undefined, estimatePicoUsd: undefined, priceVersion: undefined });
  });

  it('takes the model\'s default cap where the caller names none, and never more than the model gives', () => {
    expect(costing(ask({}), view(), askedAtMs)).toMatchObject({ maxOutputTokens: 1000, isDefaultCap: true });
    expect(costing(ask({ parameters: { maxOutputTokens: 5000 } }), view({ maxOutputTokens: 300n }), askedAtMs)).toMatchObject({ maxOutputTokens: 300, isDefaultCap: false });
  });
});
