// Goal: where a vendor's cap covers all of the answer, no bill within the cap is above the hold.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rate } from '@switchyard/common/rating';
import { ask, askedAtMs } from '../testing/ask.js';
import { catalogOf, type ModelWish } from '../testing/catalog.js';
import { costing } from './bounds.js';

const view = (row: ModelWish['row'] = {}, inputUsdPerMillion = 3n) => catalogOf([{ name: 'm', inputUsdPerMillion, row }]).models.get('m')!;

describe('the bound', () => {
  it('is never below what a call within its cap costs', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 1, max: 50_000 }), fc.bigInt({ min: 1n, max: 500n }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (prompt, cap, price, inputShare, outputShare) => {
        const model = view({}, price);
        const { boundPicoUsd, inputTokensMax, outputTokensMax, priceVersion } = costing(ask({ prompt: `x${prompt}`, parameters: { maxOutputTokens: cap } }), model, askedAtMs);
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

  it.each([
    { name: 'all of the answer: the cap', row: { capCovers: 'all' }, max: 100n },
    { name: 'what is visible: the cap and all that it may think', row: { capCovers: 'visible', maxOutputTokens: 8000n }, max: 8100n },
    { name: 'what is visible, with a thinking cap', row: { capCovers: 'visible', maxOutputTokens: 8000n }, thinking: 50, max: 150n },
    { name: 'nothing for sure: the model\'s whole limit', row: { capCovers: 'advisory', maxOutputTokens: 8000n }, max: 8000n },
    { name: 'nothing for sure and no limit: the window', row: { capCovers: 'advisory', contextWindow: 9000n }, max: 9000n },
  ])('of the output where the cap covers $name', ({ row, thinking, max }) => {
    const parameters = { maxOutputTokens: 100, ...(thinking === undefined ? {} : { thinkingBudgetTokens: thinking }) };
    expect(costing(ask({ parameters }), view(row), askedAtMs).outputTokensMax).toBe(max);
  });

  it('is unknown without a price, never zero', () => {
    expect(costing(ask({}), { ...view(), prices: [] }, askedAtMs)).toMatchObject({ boundPicoUsd: undefined, estimatePicoUsd: undefined, priceVersion: undefined });
  });

  it('takes the model\'s default cap where the caller names none, and never more than the model gives', () => {
    expect(costing(ask({}), view(), askedAtMs)).toMatchObject({ maxOutputTokens: 1000, isDefaultCap: true });
    expect(costing(ask({ parameters: { maxOutputTokens: 5000 } }), view({ maxOutputTokens: 300n }), askedAtMs)).toMatchObject({ maxOutputTokens: 300, isDefaultCap: false });
  });
});
