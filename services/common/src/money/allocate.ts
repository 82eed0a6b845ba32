// Shares one amount among several by largest remainder (Hamilton's method), so that the
// shares sum to the amount to the picodollar.

// One share per weight, in order. Weights are not negative; when all are zero they count as
// equal. Ties of the remainder go to the earlier index, so the same input always gives the
// same shares. Throws RangeError without weights or with a negative one.
export function allocate(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) throw new RangeError('Cannot allocate an amount among nobody.');
  if (weights.some((weight) => weight < 0n)) throw new RangeError('Cannot allocate by a negative weight.');
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  const used = sum === 0n ? weights.map(() => 1n) : weights;
  const divisor = sum === 0n ? BigInt(weights.length) : sum;
  const magnitude = amount < 0n ? -amount : amount;

  const shares = used.map((weight) => (magnitude * weight) / divisor);
  const left = magnitude - shares.reduce((total, share) => total + share, 0n);
  const byRemainder = used
    .map((weight, index) => ({ index, remainder: (magnitude * weight) % divisor }))
    .sort((one, other) => (one.remainder === other.remainder ? one.index - other.index : one.remainder > other.remainder ? -1 : 1));
  for (const { index } of byRemainder.slice(0, Number(left))) shares[index]! += 1n;
  return amount < 0n ? shares.map((share) => -share) : shares;
}
