// The price versions that facts name.
import type { DeliveredFact } from '../domain/plan-booking.js';

export function* priceIdsOf(facts: readonly DeliveredFact[]): Generator<string> {
  for (const { fact } of facts) {
    const one = fact?.fact;
    if (one?.case === 'attemptFinished' || one?.case === 'attemptUnknown') yield one.value.terms?.priceVersion ?? '';
    if (one?.case === 'requestFinished') for (const { terms } of one.value.attempts) yield terms?.priceVersion ?? '';
  }
}
