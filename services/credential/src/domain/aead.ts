// AES-256-GCM with a fresh 96-bit nonce and a 16-byte tag (NIST SP 800-38D), laid out as nonce | ciphertext | tag.
//
// Data keys seal one message each, so their nonces cannot collide. A key-encryption key seals a few data keys per
// rotation, far below the 2^32 random nonces that the standard allows.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const algorithm = 'AES-256-GCM';
export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Thrown for every way in which sealed bytes can be wrong: telling them apart would help an attacker alone. */
export class TamperedError extends Error {
  override readonly name = 'TamperedError';
}

export function seal({ key, plaintext, context }: { key: Buffer; plaintext: Buffer; context: Buffer }): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(context);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Throws TamperedError. The caller zeroes the result. */
export function open({ key, sealed, context }: { key: Buffer; sealed: Buffer; context: Buffer }): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new TamperedError('Sealed bytes are too short to be whole.');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  const plaintext = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes));
  try {
    decipher.final();
    return plaintext;
  } catch {
    // GCM hands out unverified bytes before it has seen the tag; they must not survive its verdict.
    plaintext.fill(0);
    throw new TamperedError('Sealed bytes do not match their key and context.');
  }
}
