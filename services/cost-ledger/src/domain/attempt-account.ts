// Where one attempt stands: the sum of its entries, and the evidence they rest on.
import type { Evidence } from '@switchyard/proto/event/v1/usage';
import type { Usage } from '@switchyard/common/rating';
import type { Status, Tokens } from './value.js';

/** The amounts of one entry; in a correction: differences. */
export interface EntryAmounts {
  readonly status: Status;
  readonly outcome: string;
  readonly evidence: Evidence;
  readonly costPicoUsd: bigint | undefined;
  /** By our prices, where costPicoUsd is what the provider says; the same elsewhere. undefined when a price is unknown. */
  readonly listPicoUsd: bigint | undefined;
  readonly boundPicoUsd: bigint | undefined;
  readonly tokens: Tokens;
  readonly meters: Usage;
  readonly hash: string;
  readonly vendorResponseId: string;
}

export interface Statement {
  readonly hash: string;
  readonly vendorResponseId: string;
}

export interface AttemptAccount {
  readonly entryCount: number;
  /** The highest that was booked. */
  readonly evidence: Evidence;
  /** What was said with that evidence: one statement, or two when the provider was called twice. */
  readonly statements: readonly Statement[];
  readonly costPicoUsd: bigint;
  readonly listPicoUsd: bigint;
  readonly boundPicoUsd: bigint | undefined;
  readonly tokens: Tokens;
  readonly meters: Usage;
  readonly isUnpriced: boolean;
  /** A price is unknown, though the provider may have stated what it charged. */
  readonly isListUnknown: boolean;
  readonly outcome: string;
}

export function addEntry(account: AttemptAccount | undefined, entry: EntryAmounts): AttemptAccount {
  const statement = { hash: entry.hash, vendorResponseId: entry.vendorResponseId };
  const isHigher = account === undefined || entry.evidence > account.evidence;
  return {
    entryCount: (account?.entryCount ?? 0) + 1,
    evidence: isHigher ? entry.evidence : account.evidence,
    statements: isHigher ? [statement] : [...account.statements, statement],
    costPicoUsd: (account?.costPicoUsd ?? 0n) + (entry.costPicoUsd ?? 0n),
    listPicoUsd: (account?.listPicoUsd ?? 0n) + (entry.listPicoUsd ?? 0n),
    boundPicoUsd: account?.boundPicoUsd ?? entry.boundPicoUsd,
    tokens: {
      input: sum(account?.tokens.input, entry.tokens.input),
      cachedInput: sum(account?.tokens.cachedInput, entry.tokens.cachedInput),
      output: sum(account?.tokens.output, entry.tokens.output),
    },
    meters: sumMeters(account?.meters ?? {}, entry.meters),
    isUnpriced: entry.costPicoUsd === undefined || (!isHigher && account.isUnpriced),
    isListUnknown: entry.listPicoUsd === undefined || (!isHigher && account.isListUnknown),
    outcome: isHigher ? entry.outcome : account.outcome,
  };
}

/**
 * What budgets count: the dearer of what was billed and our list price, since a provider that states less may have the rest billed
 * elsewhere. An amount that is unknown or disputed counts by its bound.
 */
export function countedOf(account: AttemptAccount | undefined, { isDisputed = false }: { isDisputed?: boolean } = {}): bigint {
  if (account === undefined) return 0n;
  const { costPicoUsd, listPicoUsd, boundPicoUsd, isListUnknown } = account;
  const known = listPicoUsd > costPicoUsd ? listPicoUsd : costPicoUsd;
  return (isListUnknown || isDisputed) && boundPicoUsd !== undefined && boundPicoUsd > known ? boundPicoUsd : known;
}

export function difference(next: bigint | undefined, before: bigint | undefined): bigint | undefined {
  return next === undefined && before === undefined ? undefined : (next ?? 0n) - (before ?? 0n);
}

export function differenceOfMeters(next: Usage, before: Usage): Usage {
  const names = new Set([...Object.keys(next), ...Object.keys(before)]);
  const differences = [...names].map((meter): [string, bigint] => [meter, (next[meter] ?? 0n) - (before[meter] ?? 0n)]);
  return Object.fromEntries(differences.filter(([, count]) => count !== 0n));
}

function sum(one: bigint | undefined, other: bigint | undefined): bigint | undefined {
  return one === undefined || other === undefined ? (one ?? other) : one + other;
}

function sumMeters(one: Usage, other: Usage): Usage {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((meter) => [meter, (one[meter] ?? 0n) + (other[meter] ?? 0n)]));
}
