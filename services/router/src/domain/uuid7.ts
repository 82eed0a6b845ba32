// UUIDv7 (RFC 9562): sorted by time, so that ids of requests and attempts read in the order of events.
import { randomBytes } from 'node:crypto';

const poolSize = 4096;
let pool = randomBytes(poolSize);
let used = 0;

export function uuid7(nowMs: number): string {
  if (used + 10 > poolSize) {
    pool = randomBytes(poolSize);
    used = 0;
  }
  const random = pool.subarray(used, used + 10);
  used += 10;
  const hex = random.toString('hex');
  const time = Math.floor(nowMs).toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(hex[4] as string, 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(5, 8)}-${hex.slice(8, 20)}`;
}
