// Writes picodollars as decimal US dollars, exactly.
import { picoPerUsd, usdDecimalsMax } from './limits.js';

// The shortest exact text: `0.25`, `3`, `-0.000000000001`. parseUsd reads it back to the same amount.
export function formatUsd(amountPicoUsd: bigint): string {
  const fixed = formatUsdFixed(amountPicoUsd);
  return fixed.replace(/\.?0+$/, '');
}

// Always 12 decimals, as DECIMAL(38,12) in exports: `0.250000000000`.
export function formatUsdFixed(amountPicoUsd: bigint): string {
  const magnitude = amountPicoUsd < 0n ? -amountPicoUsd : amountPicoUsd;
  const fraction = (magnitude % picoPerUsd).toString().padStart(usdDecimalsMax, '0');
  return `${amountPicoUsd < 0n ? '-' : ''}${magnitude / picoPerUsd}.${fraction}`;
}
