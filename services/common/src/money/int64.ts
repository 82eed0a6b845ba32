// The range of one ledger entry.
import { int64Max, int64Min } from './limits.js';

// Whether an amount fits one entry. One that does not is `unpriced`, never wrapped.
export function isInt64(value: bigint): boolean {
  return value >= int64Min && value <= int64Max;
}
