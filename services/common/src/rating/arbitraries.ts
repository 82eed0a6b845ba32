// Random price versions and usages for the property tests of this module.
import fc from 'fast-check';
import type { PriceRow, PriceVersion, RatingContext, Usage } from './price.js';

const inputMeters = ['input', 'cached_input', 'cache_write', 'cache_write_5m', 'cache_write_1h', 'input_audio', 'cached_input_audio'];
const outputMeters = ['output', 'reasoning', 'output_image'];
const tiers = [undefined, 'default', 'priority', 'flex'];
const regions = [undefined, 'eu', 'us'];

const row: fc.Arbitrary<PriceRow> = fc.record({
  meter: fc.constantFrom(...inputMeters, ...outputMeters, 'requests'),
  amountPicoUsd: fc.bigInt({ min: 0n, max: 10_000_000_000n }),
  per: fc.constantFrom(1n, 3n, 1_000n, 1_000_000n),
  bandFromInputTokens: fc.constantFrom(undefined, 0n, 1_000n, 200_000n),
  marginal: fc.constantFrom(undefined, false, true),
  serviceTier: fc.constantFrom(...tiers),
  batch: fc.constantFrom(undefined, false, true),
  region: fc.constantFrom(...regions),
  inherits: fc.constantFrom(undefined, true, true, false),
  validFromMs: fc.constantFrom(0, 1, 2),
  source: fc.constantFrom('a', 'b'),
});

// Three rows without conditions come first, so that most random usages have a price.
export const versions: fc.Arbitrary<PriceVersion> = fc.tuple(fc.array(row, { maxLength: 25 }), fc.array(row, { minLength: 3, maxLength: 3 })).map(([rows, plain]) => ({
  id: 'version-1',
  model: 'model-1',
  rows: [...rows, ...plain.map((one, index) => ({ ...plainRow(one), meter: ['input', 'output', 'requests'][index]! }))],
}));

function plainRow({ amountPicoUsd, per, source }: PriceRow): Omit<PriceRow, 'meter'> {
  return { amountPicoUsd, per, source, inherits: true, validFromMs: 0 };
}

export const contexts: fc.Arbitrary<RatingContext> = fc.record({
  serviceTier: fc.constantFrom(...tiers),
  region: fc.constantFrom(...regions),
  batch: fc.constantFrom(undefined, false, true),
});

const quantity = fc.oneof(fc.bigInt({ min: 0n, max: 400_000n }), fc.constantFrom(0n, 1n, 999n, 1_000n, 1_001n, 200_000n, 200_001n));

export const usages: fc.Arbitrary<Usage> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...inputMeters, ...outputMeters, 'requests'), quantity), { selector: ([meter]) => meter, maxLength: 7 })
  .map((entries) => Object.fromEntries(entries));
