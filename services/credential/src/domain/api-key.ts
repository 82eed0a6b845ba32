// API keys: how they are made, recognised and described. Only their hash is kept.
import { hash, randomBytes } from 'node:crypto';
import { apiKeyBytes } from '../limits.js';

export const declaredKeyPattern = /^sy_[A-Za-z0-9_-]{32,}$/;

export interface NewKey {
  readonly key: string;
  readonly sha256: Buffer;
  readonly hint: string;
}

/** A key nobody has seen before. */
export function makeKey(): NewKey {
  return describeKey(`sy_${randomBytes(apiKeyBytes).toString('base64url')}`);
}

/** A plain SHA-256 is enough: a key has 256 random bits, so there is nothing to guess. */
export function describeKey(key: string): NewKey {
  return { key, sha256: hash('sha256', key, 'buffer'), hint: key.slice(-4) };
}
