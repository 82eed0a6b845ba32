// Secrets of local runs, made once and kept with the data: the key-encryption key, two API keys, and the broker's password.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Places } from './places.js';

export interface LocalSecrets {
  readonly kekFile: string;
  /** Of tenant dev, role caller. */
  readonly apiKey: string;
  /** Of tenant dev, role admin. */
  readonly adminKey: string;
  /** Of the local nats-server. */
  readonly natsPassword: string;
}

export function localSecrets({ data }: Places): LocalSecrets {
  mkdirSync(data, { recursive: true });
  const kekFile = join(data, 'kek');
  keep(kekFile, () => `v1:${randomBytes(32).toString('base64')}\n`);
  const keys = keep(join(data, 'keys.json'), () => `${JSON.stringify({ apiKey: newKey(), adminKey: newKey() })}\n`);
  const natsPassword = keep(join(data, 'nats-password'), () => randomBytes(24).toString('base64url'));
  return { kekFile, natsPassword, ...(JSON.parse(keys) as { apiKey: string; adminKey: string }) };
}

/** Reads a file, or makes it first, readable by its owner alone. */
function keep(file: string, make: () => string): string {
  try {
    writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

function newKey(): string {
  return `sy_${randomBytes(32).toString('base64url')}`;
}
