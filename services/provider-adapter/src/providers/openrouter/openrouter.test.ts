// Goal: what OpenRouter says that a call cost is kept to the last digit beside ours, its preferences arrive, and its
// errors are what they mean.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import { factOf } from '../../testing/facts.js';
import { askEither, startHarness, type Harness } from '../../testing/harness.js';
import { readOpenRouterError } from './error.js';
import { readListedModel } from './listed-model.js';
import { withPreferences } from './preferences.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

it.each([{ isStream: false }, { isStream: true }])('its own cost is in the fact, exactly (streamed: $isStream)', async ({ isStream }) => {
  const attemptId = randomUUID();
  await askEither(harness, { provider: 'openrouter', attemptId, behaviour: { usage: { input_tokens: 1001, output_tokens: 77 } } }, isStream);
  const { entries } = (await (await fetch(`${harness.sandbox.control}/bill`)).json()) as { entries: { attempt_id: string; cost_picousd: string }[] };
  const billed = BigInt(entries.find(({ attempt_id: id }) => id === attemptId)!.cost_picousd);
  expect(billed).toBeGreaterThan(0n);
  expect(factOf(harness, attemptId).statedChargePicousd).toBe(billed);
});

describe('preferences', () => {
  it.each([
    { name: 'none', options: {}, body: { model: 'm' }, expected: { model: 'm' } },
    { name: 'of the row', options: { provider_order: 'anthropic, amazon-bedrock', allow_fallbacks: 'no', zero_data_retention: 'yes', provider_sort: 'price' }, body: {}, expected: { provider: { order: ['anthropic', 'amazon-bedrock'], allow_fallbacks: false, zdr: true, sort: 'price' } } },
    { name: 'of the model, which win', options: { data_collection: 'allow', provider_sort: 'price' }, body: { provider: { data_collection: 'deny' } }, expected: { provider: { data_collection: 'deny', sort: 'price' } } },
  ])('$name', ({ options, body, expected }) => {
    expect(withPreferences(body, options as Record<string, string>)).toEqual(expected);
  });
});

describe('errors', () => {
  it.each([
    { name: 'a moderated prompt', status: 403, error: { code: 403, message: 'flagged', metadata: { reasons: ['violence'] } }, errorClass: ErrorClass.CONTENT_FILTER },
    { name: 'a key without rights', status: 403, error: { code: 403, message: 'no' }, errorClass: undefined },
    { name: 'no credits', status: 402, error: { code: 402, message: 'Insufficient credits' }, errorClass: ErrorClass.QUOTA },
  ])('$name', ({ status, error, errorClass }) => {
    expect(readOpenRouterError({ error }, status, () => undefined)).toMatchObject({ errorClass, code: String(status) });
  });
});

it('a listed model tells its prices, and none where they depend', () => {
  const pricing = { prompt: '0.00000005', completion: '4e-7', request: '0', web_search: '0.004', image: '0' };
  expect(readListedModel({ pricing, supported_parameters: ['tools'], architecture: { input_modalities: ['image'] } })).toEqual({
    prices: [
      { meter: 'input', amountPicoUsd: 50_000_000_000n, per: 1_000_000n },
      { meter: 'output', amountPicoUsd: 400_000_000_000n, per: 1_000_000n },
      { meter: 'web_searches', amountPicoUsd: 4_000_000_000n, per: 1n },
    ],
    capabilities: ['text_generation', 'functions', 'vision'],
  });
  expect(readListedModel({ pricing: { prompt: '-1', completion: '-1' } }).prices).toEqual([]);
});
