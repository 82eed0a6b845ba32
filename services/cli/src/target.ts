// Where the command talks to: an address and key from the environment, else the run of this checkout.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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
  const file = findUpwards(directory, join('.switchyard', 'run.json'));
  if (file !== undefined) {
    const run = JSON.parse(readFileSync(file, 'utf8')) as RunFile;
    return { address: run.console, apiKey: run.apiKey, adminKey: run.adminKey };
  }
  const missing = address === undefined ? 'SWITCHYARD_ADDRESS' : 'SWITCHYARD_API_KEY';
  throw new Error(
    `No Switchyard is running in this checkout (no .switchyard/run.json), and ${missing} is not set.\nStart one with "make dev", or set SWITCHYARD_ADDRESS to a console's URL (http://host:7470) and SWITCHYARD_API_KEY to a key (sy_…).`,
  );
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
