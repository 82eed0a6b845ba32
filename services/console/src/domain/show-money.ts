// Money for people and JSON: decimal text in USD.
import { formatUsd } from '@switchyard/common/money';

/** undefined stays undefined: an unknown amount is left out, never shown as zero. */
export function usd(picoUsd: bigint | undefined): string | undefined {
  return picoUsd === undefined ? undefined : formatUsd(picoUsd);
}

/** A sum that came as decimal integer text. */
export function usdOfText(picoUsd: string): string {
  return formatUsd(BigInt(picoUsd === '' ? '0' : picoUsd));
}
