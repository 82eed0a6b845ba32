// Goal: a model of a vendor has that vendor's price, under every name that it is called by.
import { describe, expect, it } from '@jest/globals';
import { shippedBook } from './book.js';

/** Picodollars per million tokens of input. */
function inputPriceOf(providerType: string, modelId: string): bigint | undefined {
  const latest = shippedBook.find({ providerType, baseUrl: '', modelId })?.prices.at(-1);
  return latest?.rows.find(({ meter, bandFromInputTokens }) => meter === 'input' && bandFromInputTokens === 0n)?.amountPicousd;
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

  it('a name that no account knows is not offered by itself', () => {
    const ids = shippedBook.models('bedrock').map(({ modelId }) => modelId);
    expect(ids).toContain('amazon.nova-lite-v1:0');
    expect(ids.filter((id) => id.startsWith('regional.'))).toEqual([]);
  });
});
