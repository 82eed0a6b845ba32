// Pauses between tries: doubling, capped, with full jitter so that many processes do not return at once.
export function backoffMs(tries: number, baseMs: number, maxMs: number): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(tries, 30));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
