// The head of a credential: what makes a rolled-back row show.
//
// Every change of a credential raises its generation by one. The head holds the generation and a MAC, under a key derived
// from the key-encryption key, over the generation and every version with its state and sealed bytes. So:
//   - a version put back to an older row, or taken away, no longer matches the head;
//   - head and versions put back together match each other, but not the audit, whose newest entry about this credential
//     names a higher generation;
//   - an audit that was cut short does not match its own head, and its hashes chain every entry to all before it.
// What remains is the whole database put back to an earlier day. That is a restore; an outside anchor of the audit's
// head would tell of it.
import { timingSafeEqual } from 'node:crypto';
import { canonical } from './canonical.js';
import type { KeyEncryption } from './key-encryption.js';
import type { CredentialVersion } from './version.js';

export interface CredentialHead {
  readonly id: string;
  readonly provider: string;
  readonly tenant: string;
  readonly generation: bigint;
  readonly kekVersion: string;
  readonly mac: Buffer;
}

export interface HeadContent {
  readonly id: string;
  readonly provider: string;
  readonly tenant: string;
  readonly generation: bigint;
  readonly versions: readonly CredentialVersion[];
}

export async function makeHead(keys: KeyEncryption, content: HeadContent): Promise<CredentialHead> {
  const { id, provider, tenant, generation } = content;
  const kekVersion = keys.currentVersion;
  return { id, provider, tenant, generation, kekVersion, mac: await keys.authenticate(bytesOf(content), kekVersion) };
}

/** Whether head, versions and the newest generation in the audit belong together. */
export async function isGenuine(keys: KeyEncryption, head: CredentialHead, versions: readonly CredentialVersion[], auditedGeneration: bigint): Promise<boolean> {
  if (head.generation !== auditedGeneration) return false;
  const expected = await keys.authenticate(bytesOf({ ...head, versions }), head.kekVersion);
  return expected.length === head.mac.length && timingSafeEqual(expected, head.mac);
}

function bytesOf({ id, provider, tenant, generation, versions }: HeadContent): Buffer {
  const ordered = versions.toSorted((a, b) => a.version - b.version);
  return canonical([
    'switchyard.head', id, provider, tenant, generation,
    ...ordered.flatMap(({ version, state, drainsUntilMs, secret }) => [
      version, state, drainsUntilMs ?? '', secret.algorithm, secret.wrappedKey.kekVersion, secret.wrappedKey.bytes, secret.sealed, secret.fingerprint,
    ]),
  ]);
}
