// Which catalog a run starts from: the user's file, else the providers of the environment, else the sandbox. Read before
// anything is started, so that a mistake in it is told at once.
import { readFileSync } from 'node:fs';
import { declaredFromEnvironment, isDeclaredError, parseDeclared, type Declared } from '@switchyard/common/declared';
import type { LocalOptions } from './options.js';
import { PlainError } from './plain-error.js';

export interface ChosenCatalog {
  /** undefined asks the sandbox, whose addresses are only known when it runs. */
  readonly declared: Declared | undefined;
  /** Kept in the catalog's history. */
  readonly comment: string;
  /** A demonstration spends nothing that the user did not allow. */
  readonly maySpend: boolean;
  readonly notes: readonly string[];
}

/** Throws PlainError for what a person can mend. */
export function chooseCatalog(options: LocalOptions): ChosenCatalog {
  const chosen = read(options);
  if (options.isOnce) refuseOnceWithoutCall(options, chosen);
  return chosen;
}

function read({ catalogFile, env, mayDemoReal }: LocalOptions): ChosenCatalog {
  const notes = mayDemoReal ? [] : ['No demonstration call was made, since it would spend on real keys: DEMO_REAL=1 allows it.'];
  if (catalogFile !== undefined) return { declared: readCatalogFile(catalogFile, env), comment: `applied ${catalogFile}`, maySpend: mayDemoReal, notes };
  const fromEnvironment = declaredFromEnvironment(env);
  if (fromEnvironment !== undefined) return { declared: fromEnvironment.declared, comment: 'from the environment', maySpend: mayDemoReal, notes: [...fromEnvironment.notes, ...notes] };
  return { declared: undefined, comment: 'the sandbox of make dev', maySpend: true, notes: [] };
}

/** Also for the sandbox's file, which is written later. */
export function readCatalogFile(file: string, env: LocalOptions['env']): Declared {
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  try {
    return parseDeclared({ file, text: readText(file), secrets: { env, readFile } });
  } catch (error) {
    throw plainMistakes(error);
  }
}

/** Mistakes of a file as a person reads them; whatever else was thrown, as it is. */
export function plainMistakes(error: unknown): unknown {
  if (!isDeclaredError(error)) return error;
  const { length } = error.mistakes;
  return new PlainError(`The catalog file has ${length === 1 ? 'a mistake' : `${length} mistakes`}:\n  ${error.message.replaceAll('\n', '\n  ')}`, { cause: error });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PlainError(`SWITCHYARD_CATALOG is ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}); it must be the path of a declarative file.`, { cause: error });
  }
}

/** ONCE=1 promises that answer, ledger row, decision and trace were seen; without a call there is nothing to see. */
function refuseOnceWithoutCall({ traceSampleRatio }: LocalOptions, { maySpend }: ChosenCatalog): void {
  if (!maySpend) throw new PlainError('ONCE=1 makes one call and checks what it left, and a call of your own providers may cost money: DEMO_REAL=1 allows it.');
  if (traceSampleRatio < 1) throw new PlainError('ONCE=1 checks the trace of its call, which must be kept: leave TRACE_SAMPLE_RATIO at 1.');
}
