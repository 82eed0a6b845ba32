// Where the command talks to: an address and key from the environment, else the run in SWITCHYARD_HOME, else the run of
// this checkout.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface Target {
  /** The console's base URL. */
  readonly address: string;
  /** For answers. */
  readonly apiKey: string;
  /** For management; the same where only one key is known. */
  readonly adminKey: string;
}

interface RunFile {
  readonly console: string;
  readonly apiKey: string;
  readonly adminKey: string;
}

/** Throws a sentence that says both ways to name a target. */
export function findTarget({ env, directory }: { env: Readonly<Record<string, string | undefined>>; directory: string }): Target {
  const [address, key] = [env['SWITCHYARD_ADDRESS'], env['SWITCHYARD_API_KEY']];
  if (address !== undefined && key !== undefined) return { address: withScheme(address), apiKey: key, adminKey: key };
  // Half a target is a mistake: whoever named an address must not end up at the run of the checkout.
  if (address !== undefined) throw new Error(`SWITCHYARD_ADDRESS is ${address}, and SWITCHYARD_API_KEY is not set.\nSet it to a key (sy_…) of that console, or unset both for the run of this checkout.`);
  const home = env['SWITCHYARD_HOME'];
  if (home !== undefined && home !== '') return readRun(runIn(resolve(directory, home)), key);
  const file = findUpwards(directory, join('.switchyard', 'run.json'));
  if (file !== undefined) return readRun(file, key);
  throw new Error(
    `No Switchyard is running in this checkout (no .switchyard/run.json), and SWITCHYARD_ADDRESS is not set.\nStart one with "make dev", or set SWITCHYARD_ADDRESS to a console's URL (http://host:7470) and SWITCHYARD_API_KEY to a key (sy_…).`,
  );
}

/** As for make dev; whoever named a home must not end up at another run. */
function runIn(home: string): string {
  const file = join(home, 'run.json');
  if (existsSync(file)) return file;
  throw new Error(`No Switchyard is running in SWITCHYARD_HOME (no ${file}).\nStart one with "make dev" under the same SWITCHYARD_HOME, or unset it for the run of this checkout.`);
}

/** A key from the environment goes before those of the run: somebody wants to see what it may do. */
function readRun(file: string, key: string | undefined): Target {
  let run: Partial<RunFile>;
  try {
    run = JSON.parse(readFileSync(file, 'utf8')) as Partial<RunFile>;
  } catch (error) {
    throw new Error(`${file} is not readable; the run that wrote it may be starting or has crashed. Try again, or start one with "make dev".`, { cause: error });
  }
  if (run.console === undefined || run.apiKey === undefined) throw new Error(`${file} names no console; start a run with "make dev".`);
  return { address: run.console, apiKey: key ?? run.apiKey, adminKey: key ?? run.adminKey ?? run.apiKey };
}

function withScheme(address: string): string {
  return /^https?:\/\//.test(address) ? address.replace(/\/$/, '') : `http://${address}`;
}

function findUpwards(directory: string, name: string): string | undefined {
  const file = join(directory, name);
  if (existsSync(file)) return file;
  const parent = dirname(directory);
  return parent === directory ? undefined : findUpwards(parent, name);
}
