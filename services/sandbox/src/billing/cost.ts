// Usage times price list, in picodollars.
//
// Each line (one kind of token) is rounded once, half to even, and then summed.
// A kind without a row of its own costs what its parent costs: cached and written
// input as input, reasoning as output. That is how the vendors' pages read.

import { priceUnits } from './decimal.js';
import type { Decimal } from './decimal.js';
import type { Usage } from './usage.js';

export interface ModelPrices {
  /** How many tokens the amounts are for. */
  per: number;
  input: Decimal;
  cachedInput?: Decimal | undefined;
  cacheWrite5m?: Decimal | undefined;
  cacheWrite1h?: Decimal | undefined;
  output: Decimal;
  reasoning?: Decimal | undefined;
  imageOutput?: Decimal | undefined;
  /** Per picture, whatever `per` says. */
  image?: Decimal | undefined;
}

export function costPicoUsd(usage: Usage, prices: ModelPrices): bigint {
  const line = (units: number, priceUsd: Decimal): bigint =>
    units === 0 ? 0n : priceUnits({ units, priceUsd, per: prices.per });
  return (
    line(usage.uncachedInput, prices.input) +
    line(usage.cachedInput, prices.cachedInput ?? prices.input) +
    line(usage.cacheWrite5m, prices.cacheWrite5m ?? prices.input) +
    line(usage.cacheWrite1h, prices.cacheWrite1h ?? prices.input) +
    line(usage.visibleOutput, prices.output) +
    line(usage.reasoning, prices.reasoning ?? prices.output) +
    line(usage.imageOutput, prices.imageOutput ?? prices.output) +
    (usage.images === 0 || prices.image === undefined ? 0n : priceUnits({ units: usage.images, priceUsd: prices.image, per: 1 }))
  );
}
