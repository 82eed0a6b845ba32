// Envelope encryption of one version of one credential: a data key of its own seals the secret, the key-encryption key
// seals the data key. What a sealed secret belongs to is authenticated with it, so that no row can stand in for another.
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { algorithm, keyBytes, open, seal } from './aead.js';
import { canonical } from './canonical.js';
import type { KeyEncryption, WrappedKey } from './key-encryption.js';

/** Tenant | provider | secret id | version | alg: the additional data of both layers. */
export interface SecretIdentity {
  readonly tenant: string;
  readonly provider: string;
  readonly id: string;
  readonly version: number;
}

export interface SealedSecret {
  readonly algorithm: string;
  readonly wrappedKey: WrappedKey;
  /** nonce | ciphertext | tag. */
  readonly sealed: Buffer;
  /** Recognises the same value without showing it: HMAC under a key that is derived from the data key, so it outlives rewraps. */
  readonly fingerprint: Buffer;
}

export async function sealSecret(keys: KeyEncryption, identity: SecretIdentity, plaintext: Buffer): Promise<SealedSecret> {
  const context = contextOf(identity);
  const dataKey = randomBytes(keyBytes);
  try {
    return {
      algorithm,
      wrappedKey: await keys.wrap(dataKey, context),
      sealed: seal({ key: dataKey, plaintext, context }),
      fingerprint: fingerprintOf(dataKey, plaintext),
    };
  } finally {
    dataKey.fill(0);
  }
}

/** Throws TamperedError when any bit differs from what was sealed. The caller zeroes the result. */
export async function openSecret(keys: KeyEncryption, identity: SecretIdentity, secret: SealedSecret): Promise<Buffer> {
  const context = contextOf(identity, secret.algorithm);
  const dataKey = await keys.unwrap(secret.wrappedKey, context);
  try {
    return open({ key: dataKey, sealed: secret.sealed, context });
  } finally {
    dataKey.fill(0);
  }
}

/** Whether a value is the sealed one, without opening it. */
export async function isSameSecret(keys: KeyEncryption, identity: SecretIdentity, secret: SealedSecret, plaintext: Buffer): Promise<boolean> {
  const dataKey = await keys.unwrap(secret.wrappedKey, contextOf(identity, secret.algorithm));
  try {
    const candidate = fingerprintOf(dataKey, plaintext);
    return candidate.length === secret.fingerprint.length && timingSafeEqual(candidate, secret.fingerprint);
  } finally {
    dataKey.fill(0);
  }
}

/** The same secret under the current key-encryption key. The secret itself stays sealed. */
export async function rewrapKey(keys: KeyEncryption, identity: SecretIdentity, secret: SealedSecret): Promise<SealedSecret> {
  const context = contextOf(identity, secret.algorithm);
  const dataKey = await keys.unwrap(secret.wrappedKey, context);
  try {
    return { ...secret, wrappedKey: await keys.wrap(dataKey, context) };
  } finally {
    dataKey.fill(0);
  }
}

function contextOf({ tenant, provider, id, version }: SecretIdentity, alg: string = algorithm): Buffer {
  return canonical(['switchyard.secret', tenant, provider, id, version, alg]);
}

function fingerprintOf(dataKey: Buffer, plaintext: Buffer): Buffer {
  const key = Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), 'switchyard fingerprint', keyBytes));
  try {
    return createHmac('sha256', key).update(plaintext).digest();
  } finally {
    key.fill(0);
  }
}
