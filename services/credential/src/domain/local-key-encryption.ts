// Key-encryption keys that this process holds itself, by version. Old versions open what they sealed; the last one seals.
import { createHmac, hkdfSync } from 'node:crypto';
import { keyBytes, open, seal, TamperedError } from './aead.js';
import { canonical } from './canonical.js';
import type { KeyEncryption, WrappedKey } from './key-encryption.js';

interface KeyVersion {
  readonly version: string;
  readonly key: Buffer;
}

const linePattern = /^(?:(v[1-9][0-9]{0,8}):)?([A-Za-z0-9+/]{43}=)$/;

/** Reads the lines of a KEK file. Throws an Error that names the line and never shows it. */
export function parseKeyVersions(text: string): readonly KeyVersion[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const versions: KeyVersion[] = [];
  lines.forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const match = linePattern.exec(line);
    if (match === null) throw new Error(`line ${index + 1} is not a key: write v1:<base64 of 32 random bytes>, for example from "openssl rand -base64 32"`);
    const version = match[1] ?? 'v1';
    if (versions.some((other) => other.version === version)) throw new Error(`line ${index + 1} names version ${version} a second time: each version has one key`);
    versions.push({ version, key: Buffer.from(match[2] as string, 'base64') });
  });
  if (versions.length === 0) throw new Error('it holds no key: write v1:<base64 of 32 random bytes>, for example from "openssl rand -base64 32"');
  return versions;
}

/** The last version is current. */
export function localKeyEncryption(versions: readonly KeyVersion[]): KeyEncryption {
  const byVersion = new Map(versions.map((entry) => [entry.version, subkeysOf(entry.key)]));
  const currentVersion = versions.at(-1)?.version;
  if (currentVersion === undefined) throw new Error('There is no key-encryption key.');
  const subkeys = (version: string) => {
    const found = byVersion.get(version);
    if (found === undefined) throw new TamperedError(`The key-encryption key ${version} is not in the KEK file; keep old versions there until nothing is wrapped with them.`);
    return found;
  };
  return {
    currentVersion,
    async wrap(dataKey, context) {
      return { kekVersion: currentVersion, bytes: seal({ key: subkeys(currentVersion).wrapping, plaintext: dataKey, context: wrapContext(currentVersion, context) }) };
    },
    async unwrap({ kekVersion, bytes }: WrappedKey, context) {
      return open({ key: subkeys(kekVersion).wrapping, sealed: bytes, context: wrapContext(kekVersion, context) });
    },
    async authenticate(content, kekVersion) {
      return createHmac('sha256', subkeys(kekVersion).authenticating).update(content).digest();
    },
  };
}

/** One key does one job: what wraps never authenticates. */
function subkeysOf(key: Buffer): { wrapping: Buffer; authenticating: Buffer } {
  const derive = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `switchyard ${purpose}`, keyBytes));
  return { wrapping: derive('wrap'), authenticating: derive('authenticate') };
}

function wrapContext(version: string, context: Buffer): Buffer {
  return canonical(['switchyard.dek', version, context]);
}
