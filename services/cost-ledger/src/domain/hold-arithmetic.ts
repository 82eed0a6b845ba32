// The arithmetic of one hold on one budget. Store and property tests share it.
//
// A hold reserves the most that all attempts of its request can be billed. Each booked attempt turns its part of the
// reserve into spend, so that spend and reserve together never fall below what may still be billed:
//
//   spent + reserve = max(amount, spent)       while the request runs
//   reserve = 0                                once evidence has closed the hold

/** What is still reserved of an amount after so much of it was booked. */
export function reserveOf({ amountPicoUsd, spentPicoUsd, isClosed }: { amountPicoUsd: bigint; spentPicoUsd: bigint; isClosed: boolean }): bigint {
  return isClosed || spentPicoUsd >= amountPicoUsd ? 0n : amountPicoUsd - spentPicoUsd;
}
