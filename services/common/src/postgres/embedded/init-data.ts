// Makes the data folder of a new server, once.
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chown, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { INITDB_TIMEOUT_MS } from './limits.js';
import type { RunAs } from './run-as.js';
import { SUPERUSER, serverEnv } from './settings.js';

/** Containers may run under any number; initdb wants a name for it and has no option to go without. */
const NO_NAME_HINT = '; give this user a line in /etc/passwd, or set DATABASE_URL (TEST_DATABASE_URL for tests) to a Postgres of your own';

interface InitOptions {
  readonly nativeFolder: string;
  readonly serverFolder: string;
  readonly runAs: RunAs | undefined;
  readonly isDurable: boolean;
}

/** Returns the password of the superuser, which stays readable in the folder for its owner alone. */
export async function initData({ nativeFolder, serverFolder, runAs, isDurable }: InitOptions): Promise<string> {
  const dataFolder = path.join(serverFolder, 'data');
  const passwordFile = path.join(serverFolder, 'password');
  if ((await lstat(dataFolder).catch(() => undefined)) !== undefined) return readFile(passwordFile, 'utf8');

  // Under another name until it is whole, so that a start cut short leaves nothing that looks like a database.
  const draft = `${dataFolder}.new`;
  const draftPassword = `${passwordFile}.new`;
  const password = randomBytes(24).toString('base64url');
  await rm(draft, { recursive: true, force: true });
  await rm(draftPassword, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(draftPassword, password, { mode: 0o600 });
  if (runAs !== undefined) for (const file of [draft, draftPassword]) await chown(file, runAs.uid, runAs.gid);

  const flags = ['-D', draft, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${draftPassword}`, '--encoding=UTF8', '--locale=C', '--no-instructions'];
  await run(path.join(nativeFolder, 'bin/initdb'), isDurable ? flags : [...flags, '--no-sync'], runAs);
  await rm(draftPassword);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await rename(draft, dataFolder);
  return password;
}

async function run(program: string, args: string[], runAs: RunAs | undefined): Promise<void> {
  try {
    await promisify(execFile)(program, args, { ...runAs, cwd: '/', env: serverEnv, timeout: INITDB_TIMEOUT_MS });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    const hint = /could not look up effective user/.test(stderr) ? NO_NAME_HINT : '';
    throw new Error(`The embedded Postgres could not be set up: ${stderr.trim() || message}${hint}`, { cause: error });
  }
}
