// The audit as a chain: each entry's hash covers its content and the hash before it, so that none can be changed or taken
// out unseen.
import { createHash } from 'node:crypto';
import { canonical } from './canonical.js';

/** What happened, before it has its place in the chain. */
export interface Act {
  readonly atMs: number;
  /** service:router or key:<id>. */
  readonly actor: string;
  /** Such as credential.used. */
  readonly action: string;
  readonly subject: string;
  /** A sentence without secrets. */
  readonly detail: string;
  /** Of the credential after the act; undefined for acts on other things. */
  readonly generation: bigint | undefined;
}

export interface ChainedAct extends Act {
  readonly sequence: bigint;
  readonly hash: Buffer;
}

export interface ChainHead {
  readonly sequence: bigint;
  readonly hash: Buffer;
}

/** Goes before the first entry. */
export const chainStart: ChainHead = { sequence: 0n, hash: Buffer.alloc(32) };

export function chain(head: ChainHead, act: Act): ChainedAct {
  const sequence = head.sequence + 1n;
  return { ...act, sequence, hash: hashOf(head.hash, sequence, act) };
}

/** The sequence of the first entry that does not follow from those before it; undefined when all do. Entries in order from 1. */
export function firstBreak(entries: readonly ChainedAct[], head: ChainHead): bigint | undefined {
  let before = chainStart;
  for (const entry of entries) {
    const expected = chain(before, entry);
    if (expected.sequence !== entry.sequence || !expected.hash.equals(entry.hash)) return expected.sequence;
    before = { sequence: entry.sequence, hash: entry.hash };
  }
  return before.sequence === head.sequence && before.hash.equals(head.hash) ? undefined : before.sequence + 1n;
}

function hashOf(before: Buffer, sequence: bigint, { atMs, actor, action, subject, detail, generation }: Act): Buffer {
  return createHash('sha256')
    .update(canonical(['switchyard.audit', before, sequence, atMs, actor, action, subject, detail, generation ?? '']))
    .digest();
}
