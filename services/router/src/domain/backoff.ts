// Exponential backoff with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
import { backoffBaseMs, backoffCapMs } from '../limits.js';

/** U(0, min(cap, base * 2^n)) for the n-th retry, counted from 0. */
export function backoffMs(retry: number, random: () => number): number {
  return random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** retry);
}
