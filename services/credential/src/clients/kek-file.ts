// Reads the key-encryption keys from their file.
import { readFileSync } from 'node:fs';
import type { KeyEncryption } from '../domain/key-encryption.js';
import { localKeyEncryption, parseKeyVersions } from '../domain/local-key-encryption.js';

/** Throws an Error that says what is wrong with the file, and never what is in it. */
export function keyEncryptionFromFile(path: string): KeyEncryption {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`KEK_FILE ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}. Make one with: echo "v1:$(openssl rand -base64 32)" > ${path}`, { cause: error });
  }
  try {
    return localKeyEncryption(parseKeyVersions(text));
  } catch (error) {
    throw new Error(`KEK_FILE ${path}: ${(error as Error).message}`, { cause: error });
  }
}
