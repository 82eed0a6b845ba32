// A fact whose content nobody could book. It is parked with this sentence, never retried by itself.
const marker = Symbol.for('switchyard.BadFact');

export class BadFact extends Error {
  readonly [marker] = true;
}

export function isBadFact(error: unknown): error is BadFact {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[marker] === true;
}
