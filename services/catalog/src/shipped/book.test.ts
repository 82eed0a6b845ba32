// Goal: a model of a vendor has that vendor's price, under every name that it is called by.
import { describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { PriceVersionSchema } from '@switchyard/proto/catalog/v1/price';
import { priceVersionOfMessage, rate } from '@switchyard/common/rating';
import { shippedBook } from './book.js';

/** Picodollars per million tokens of input. */
function inputPriceOf(providerType: string, modelId: string): bigint | undefined {
  const latest = shippedBook.find({ providerType, baseUrl: '', modelId })?.prices.at(-1);
  return latest?.rows.find(({ meter, bandFromInputTokens }) => meter === 'input' && bandFromInputTokens === 0n)?.amountPicousd;
}

const usage = { input: 1_000_000n, cached_input: 1_000_000n, output: 1_000_000n };

/** Cents that a million of each cost. */
function centsOf(providerType: string, modelId: string, batch: boolean): number | undefined {
  const rows = shippedBook.find({ providerType, baseUrl: '', modelId })?.prices.at(-1)?.rows ?? [];
  const rated = rate(usage, priceVersionOfMessage(create(PriceVersionSchema, { id: 'p', model: 'm', rows: [...rows] })), { batch });
  return rated.kind === 'rated' ? Number(rated.totalPicoUsd / 10_000_000n) / 1_000 : undefined;
}

describe('shippedBook', () => {
  it.each([
    { providerType: 'google', modelId: 'gemini-2.5-flash', picoUsd: 300_000_000_000n },
    { providerType: 'google', modelId: 'gemini-embedding-001', picoUsd: 150_000_000_000n },
    { providerType: 'bedrock', modelId: 'amazon.nova-lite-v1:0', picoUsd: 60_000_000_000n },
    { providerType: 'bedrock', modelId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0', picoUsd: 1_000_000_000_000n },
    { providerType: 'bedrock', modelId: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0', picoUsd: 1_100_000_000_000n },
    { providerType: 'anthropic', modelId: 'claude-haiku-4-5', picoUsd: 1_000_000_000_000n },
    { providerType: 'bedrock', modelId: 'nobody.nothing', picoUsd: undefined },
    { providerType: 'nobody', modelId: 'gemini-2.5-flash', picoUsd: undefined },
  ])('$providerType $modelId', ({ providerType, modelId, picoUsd }) => expect(inputPriceOf(providerType, modelId)).toBe(picoUsd));

  it.each([
    { providerType: 'bedrock', baseUrl: 'https://bedrock-runtime.eu-central-1.amazonaws.com', modelId: 'amazon.nova-lite-v1:0' },
    { providerType: 'google', baseUrl: 'https://europe-west4-aiplatform.googleapis.com', modelId: 'gemini-2.5-flash' },
  ])("$providerType's own address has its prices, another has none", ({ providerType, baseUrl, modelId }) => {
    expect(shippedBook.find({ providerType, baseUrl, modelId })).toBeDefined();
    expect(shippedBook.find({ providerType, baseUrl: 'https://gateway.example.com', modelId })).toBeUndefined();
  });

  it.each([
    { providerType: 'openai', modelId: 'gpt-5', plain: 125 + 12.5 + 1000, batch: (125 + 12.5 + 1000) / 2 },
    { providerType: 'openai', modelId: 'gpt-4.1', plain: 200 + 50 + 800, batch: 100 + 100 + 400 },
    { providerType: 'anthropic', modelId: 'claude-haiku-4-5', plain: 100 + 10 + 500, batch: (100 + 10 + 500) / 2 },
    { providerType: 'google', modelId: 'gemini-2.5-flash', plain: 30 + 3 + 250, batch: 15 + 3 + 125 },
    { providerType: 'bedrock', modelId: 'amazon.nova-lite-v1:0', plain: 6 + 1.5 + 24, batch: undefined },
  ])('$providerType $modelId costs in a batch what its vendor says', ({ providerType, modelId, plain, batch }) => {
    expect(centsOf(providerType, modelId, false)).toBe(plain);
    expect(centsOf(providerType, modelId, true)).toBe(batch);
  });

  it('a name that no account knows is not offered by itself', () => {
    const ids = shippedBook.models('bedrock').map(({ modelId }) => modelId);
    expect(ids).toContain('amazon.nova-lite-v1:0');
    expect(ids.filter((id) => id.startsWith('regional.'))).toEqual([]);
  });
});
