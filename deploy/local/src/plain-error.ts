// What stops a run for a reason that its user can mend: a sentence, and no stack.

const marker = Symbol.for('switchyard.PlainError');

export class PlainError extends Error {
  readonly [marker] = true;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'PlainError';
  }
}

export function isPlainError(error: unknown): error is PlainError {
  return typeof error === 'object' && error !== null && marker in error;
}
