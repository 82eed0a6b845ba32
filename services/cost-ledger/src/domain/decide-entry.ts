// What a claim adds to what is booked of its attempt.
import { difference, differenceOfMeters, type AttemptAccount, type EntryAmounts } from './attempt-account.js';
import { outcomeWord } from './words.js';
import type { Claim } from './value.js';

export type EntryDecision =
  | { readonly kind: 'add'; readonly entry: EntryAmounts; readonly notes: readonly string[]; readonly isSecondCall: boolean }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'conflict'; readonly reason: string };

export function decideEntry(account: AttemptAccount | undefined, claim: Claim): EntryDecision {
  const { evidence, vendorResponseId } = claim.testimony;
  if (account === undefined) return { kind: 'add', entry: wholeOf(claim), notes: claim.notes, isSecondCall: false };
  if (evidence < account.evidence) return { kind: 'duplicate' };
  if (evidence > account.evidence) return { kind: 'add', entry: correctionOf(account, claim), notes: claim.notes, isSecondCall: false };
  if (account.statements.some(({ hash }) => hash === claim.hash)) return { kind: 'duplicate' };
  const isOtherCall = vendorResponseId !== '' && account.statements.every((known) => known.vendorResponseId !== '' && known.vendorResponseId !== vendorResponseId);
  if (isOtherCall) return { kind: 'add', entry: wholeOf(claim), notes: ['duplicate_call', ...claim.notes], isSecondCall: true };
  return { kind: 'conflict', reason: 'It contradicts what is booked of this attempt with the same evidence.' };
}

function wholeOf(claim: Claim): EntryAmounts {
  const { testimony, status, costPicoUsd, listPicoUsd, boundPicoUsd, tokens, meters, hash } = claim;
  return { status, outcome: outcomeWord(testimony.outcome), evidence: testimony.evidence, costPicoUsd, listPicoUsd, boundPicoUsd, tokens, meters, hash, vendorResponseId: testimony.vendorResponseId };
}

/** Better evidence without a price leaves what was estimated: the entry says what is known, and the bound goes on counting. */
function correctionOf(account: AttemptAccount, claim: Claim): EntryAmounts {
  const { tokens, costPicoUsd, listPicoUsd } = claim;
  return {
    ...wholeOf(claim),
    status: costPicoUsd === undefined ? 'unpriced' : 'correction',
    costPicoUsd: costPicoUsd === undefined ? undefined : costPicoUsd - account.costPicoUsd,
    listPicoUsd: listPicoUsd === undefined ? undefined : listPicoUsd - account.listPicoUsd,
    tokens: {
      input: difference(tokens.input, account.tokens.input),
      cachedInput: difference(tokens.cachedInput, account.tokens.cachedInput),
      output: difference(tokens.output, account.tokens.output),
    },
    meters: differenceOfMeters(claim.meters, account.meters),
  };
}
