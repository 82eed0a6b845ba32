// Values as people read them.
import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import { formatUsd } from '@switchyard/common/money';

export function usd(picoUsd: bigint | undefined): string {
  return picoUsd === undefined ? 'unknown' : formatUsd(picoUsd);
}

export function usdOfText(picoUsd: string): string {
  return formatUsd(BigInt(picoUsd === '' ? '0' : picoUsd));
}

export function time(timestamp: Timestamp | undefined): string {
  return timestamp === undefined ? '' : timestampDate(timestamp).toISOString();
}

export function percent(share: number | undefined): string {
  return share === undefined ? 'unknown' : `${(share * 100).toFixed(1)} %`;
}

export function milliseconds(ms: number | undefined): string {
  return ms === undefined ? 'unknown' : `${Math.round(ms)} ms`;
}
