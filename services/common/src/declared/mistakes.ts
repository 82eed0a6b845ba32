// Mistakes in a declarative file: all of them at once, each with place, path, what is wrong and an example.

export interface Mistake {
  readonly line: number;
  readonly column: number;
  /** Such as models[0].prices.input; empty for the file as a whole. */
  readonly path: string;
  readonly what: string;
  /** What would be right. */
  readonly example: string;
}

const marker = Symbol.for('switchyard.DeclaredError');

export class DeclaredError extends Error {
  readonly [marker] = true;
  readonly mistakes: readonly Mistake[];

  constructor(file: string, mistakes: readonly Mistake[]) {
    super(mistakes.map((mistake) => sentence(file, mistake)).join('\n'));
    this.name = 'DeclaredError';
    this.mistakes = mistakes;
  }
}

export function isDeclaredError(error: unknown): error is DeclaredError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[marker] === true;
}

function sentence(file: string, { line, column, path, what, example }: Mistake): string {
  return `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${what}${example === '' ? '' : ` Example: ${example}`}`;
}
