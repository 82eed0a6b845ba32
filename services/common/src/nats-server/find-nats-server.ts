// Finds a nats-server that is new enough: the one `make tools` has put into the checkout, else one on the PATH.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { VERSION_MIN } from './limits.js';

const CHECKOUT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Throws a sentence that names the remedy: a suite that needs NATS fails without it and never skips. */
export async function findNatsServer(): Promise<string> {
  const tried: string[] = [];
  for (const program of [path.join(CHECKOUT, '.tools/bin/nats-server'), 'nats-server']) {
    const version = await versionOf(program);
    if (version === undefined) continue;
    if (isNewEnough(version)) return program;
    tried.push(`${program} is ${version}`);
  }
  const found = tried.length > 0 ? `only an older one (${tried.join(', ')})` : 'none';
  throw new Error(`This needs nats-server ${VERSION_MIN.join('.')} or newer, and there is ${found}. Run: make tools`);
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > VERSION_MIN[0] || (major === VERSION_MIN[0] && minor >= VERSION_MIN[1]);
}

async function versionOf(program: string): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)(program, ['--version']).catch(() => ({ stdout: '' }));
  return /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
}
