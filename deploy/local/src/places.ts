// Where the runner keeps things: .switchyard in the checkout, or in SWITCHYARD_HOME.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const checkout = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

export interface Places {
  readonly home: string;
  /** Stays from run to run until make clean. */
  readonly data: string;
  /** Certificates and the written catalog: made anew by each run. */
  readonly run: string;
  readonly logs: string;
  readonly runFile: string;
}

export function placesIn(home: string): Places {
  return { home, data: join(home, 'data'), run: join(home, 'run'), logs: join(home, 'data', 'logs'), runFile: join(home, 'run.json') };
}
