// What a testimony is worth: amounts, status and the hash by which two witnesses are found to say the same.
import { createHash } from 'node:crypto';
import { AttemptKind } from '@switchyard/proto/common/v1/attempt';
import { Evidence, type AttemptTerms } from '@switchyard/proto/event/v1/usage';
import { bound, rate, sideOf, type PriceVersion, type Usage } from '@switchyard/common/rating';
import type { Testimony } from './testimony.js';

export type Status = 'booked' | 'estimated' | 'unpriced' | 'correction';

/** Token counts as people know them; undefined is unknown. */
export interface Tokens {
  readonly input: bigint | undefined;
  readonly cachedInput: bigint | undefined;
  readonly output: bigint | undefined;
}

/** A testimony with its amounts. */
export interface Claim {
  readonly testimony: Testimony;
  readonly status: Exclude<Status, 'correction'>;
  /** What was billed: the charge that the provider states, else our list price; undefined when unpriced. */
  readonly costPicoUsd: bigint | undefined;
  /** By our price version; undefined when a price is unknown. */
  readonly listPicoUsd: bigint | undefined;
  readonly boundPicoUsd: bigint | undefined;
  readonly meters: Usage;
  readonly tokens: Tokens;
  readonly notes: readonly string[];
  readonly hash: string;
}

/** version is the one that the terms name; undefined when they name none, or one that nobody has. */
export function valueOf(testimony: Testimony, version: PriceVersion | undefined): Claim {
  return testimony.evidence === Evidence.BOUND ? valueOfBound(testimony, version) : valueOfUsage(testimony, version);
}

function valueOfUsage(testimony: Testimony, version: PriceVersion | undefined): Claim {
  const { terms, evidence, statedChargePicoUsd: stated } = testimony;
  const meters: Usage = testimony.usage?.meters ?? {};
  const base = { testimony, boundPicoUsd: terms.boundPicousd, meters, tokens: tokensOf(testimony), hash: hashOfUsage(testimony, meters) };
  const known = evidence === Evidence.REPORTED ? 'booked' : 'estimated';
  const list = listOf(testimony, meters, version);
  const costPicoUsd = stated ?? list.picoUsd;
  return { ...base, status: costPicoUsd === undefined ? 'unpriced' : known, costPicoUsd, listPicoUsd: list.picoUsd, notes: [...noteTestimony(testimony), ...list.notes] };
}

/** What the counts cost by our own prices. */
function listOf(testimony: Testimony, meters: Usage, version: PriceVersion | undefined): { picoUsd: bigint | undefined; notes: readonly string[] } {
  const { terms, responseTier } = testimony;
  // Reported and empty is a known zero: nothing was sent, or the provider refused it.
  if (Object.keys(meters).length === 0) return { picoUsd: 0n, notes: [] };
  if (version === undefined) return { picoUsd: undefined, notes: [noVersion(testimony)] };
  const rated = rate(meters, version, { serviceTier: responseTier || terms.serviceTier || undefined, region: terms.region || undefined, batch: isBatchItem(terms) });
  if (rated.kind === 'unpriced') return { picoUsd: undefined, notes: [`unpriced (${rated.meters.join(', ')}): ${rated.reason}`] };
  return { picoUsd: rated.totalPicoUsd, notes: responseTier === '' && terms.serviceTier !== '' ? ['rated by the tier that was asked for'] : [] };
}

/** Reported-or-bound input and the whole output bound, at the dearest price: never below what can be billed. */
function valueOfBound(testimony: Testimony, version: PriceVersion | undefined): Claim {
  const { terms } = testimony;
  const limits: Usage = terms.boundUsage?.meters ?? {};
  const reported: Usage = testimony.usage?.meters ?? {};
  const reportedInput = Object.fromEntries(Object.entries(reported).filter(([meter]) => sideOf(meter) === 'input'));
  const knowsInput = Object.keys(reportedInput).length > 0 && Object.values(reportedInput).every((count) => count >= 0n);
  const meters = knowsInput ? { ...withoutInput(limits), ...reportedInput } : limits;
  const computed = version === undefined || Object.keys(limits).length === 0 ? undefined : boundOf(meters, version, isBatchItem(terms));
  const costPicoUsd = least(terms.boundPicousd, knowsInput || terms.boundPicousd === undefined ? computed : undefined);
  const base = { testimony, boundPicoUsd: terms.boundPicousd ?? computed, meters, tokens: tokensOfMeters(meters), hash: hashOfBound(testimony) };
  const notes = noteTestimony(testimony);
  if (costPicoUsd === undefined) return { ...base, status: 'unpriced', costPicoUsd, listPicoUsd: undefined, notes: [...notes, 'unpriced: the most that it can cost is unknown'] };
  return { ...base, status: 'estimated', costPicoUsd, listPicoUsd: costPicoUsd, notes };
}

function boundOf(meters: Usage, version: PriceVersion, batch: boolean): bigint | undefined {
  const others = Object.fromEntries(Object.entries(meters).filter(([meter]) => sideOf(meter) === 'other'));
  const needsRequest = version.rows.some((row) => row.meter === 'requests') && others['requests'] === undefined;
  const bounded = bound(
    {
      inputTokensMax: sumOfSide(meters, 'input') ?? 0n,
      outputTokensMax: sumOfSide(meters, 'output') ?? 0n,
      othersMax: needsRequest ? { ...others, requests: 1n } : others,
      batch,
    },
    version,
  );
  return bounded.kind === 'bounded' ? bounded.amountPicoUsd : undefined;
}

/** An item of a batch is paid at the batch price, and never at another. */
function isBatchItem({ kind }: Pick<AttemptTerms, 'kind'>): boolean {
  return kind === AttemptKind.BATCH_ITEM;
}

function noteTestimony({ isInconsistent, note }: Testimony): string[] {
  return [...(isInconsistent ? ['inconsistent'] : []), ...(note === '' ? [] : [note])];
}

function noVersion({ terms }: Testimony): string {
  return terms.priceVersion === '' ? `unpriced: the model ${terms.model} has no prices` : `unpriced: nobody has the price version ${terms.priceVersion}`;
}

function tokensOf({ usage }: Testimony): Tokens {
  const derived = tokensOfMeters(usage?.meters ?? {});
  return { input: usage?.inputTokens ?? derived.input, cachedInput: usage?.cachedInputTokens ?? derived.cachedInput, output: usage?.outputTokens ?? derived.output };
}

function tokensOfMeters(meters: Usage): Tokens {
  return { input: sumOfSide(meters, 'input'), cachedInput: meters['cached_input'], output: sumOfSide(meters, 'output') };
}

function sumOfSide(meters: Usage, side: 'input' | 'output'): bigint | undefined {
  const counts = Object.entries(meters).filter(([meter]) => sideOf(meter) === side);
  return counts.length === 0 ? undefined : counts.reduce((sum, [, count]) => sum + count, 0n);
}

function withoutInput(meters: Usage): Usage {
  return Object.fromEntries(Object.entries(meters).filter(([meter]) => sideOf(meter) !== 'input'));
}

function least(one: bigint | undefined, other: bigint | undefined): bigint | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/** Only what decides the amount, so that two witnesses of one report agree whatever else they know. */
function hashOfUsage({ terms, responseTier, statedChargePicoUsd: stated }: Testimony, meters: Usage): string {
  const counted = Object.entries(meters).filter(([, count]) => count !== 0n);
  const charge = stated === undefined ? [] : [`stated=${stated}`];
  return hashOf(['usage', terms.priceVersion, terms.model, responseTier, ...charge, ...counted.sort(([one], [other]) => (one < other ? -1 : 1)).map(([meter, count]) => `${meter}=${count}`)]);
}

/** Of the terms alone: all that is known of an attempt nobody has numbers for, whoever says so. */
function hashOfBound({ terms }: Testimony): string {
  return hashOf(['bound', terms.priceVersion, terms.model, String(terms.boundPicousd ?? 'unknown')]);
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
