// What is thrown when an environment does not make a config: all its mistakes at once, each with its remedy.

const MARKER = Symbol.for('switchyard.ConfigError');

/** One wrong or missing variable. `given` is absent when it was not set, and never holds a secret. */
export interface ConfigMistake {
  readonly variable: string;
  readonly given?: string;
  /** The shape that is wanted, as the end of "it must be …": `a port, 0 to 65535`. */
  readonly expected: string;
  readonly example: string;
}

/** Its message is meant for the person who set the variables; print it without the stack. */
export class ConfigError extends Error {
  readonly [MARKER] = true;
  readonly mistakes: readonly ConfigMistake[];

  constructor(mistakes: readonly ConfigMistake[]) {
    super([headline(mistakes.length), ...mistakes.map(sentence)].join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

export function isConfigError(error: unknown): error is ConfigError {
  return typeof error === 'object' && error !== null && MARKER in error;
}

function headline(count: number): string {
  return count === 1 ? 'The configuration has a mistake:' : `The configuration has ${count} mistakes:`;
}

function sentence({ variable, given, expected, example }: ConfigMistake): string {
  const state = given === undefined ? 'is not set' : `is ${given}`;
  return `  ${variable} ${state}; it must be ${expected}, for example ${variable}=${example}`;
}
