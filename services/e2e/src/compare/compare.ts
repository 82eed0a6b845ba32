// Holds the vendor's bill against the ledger's export. It reads nothing else.
import { readCsv } from './read-csv.js';

export interface Bill {
  readonly total_picousd: string;
  readonly entries: readonly { readonly attempt_id: string | null; readonly provider: string; readonly model: string; readonly cost_picousd: string }[];
}

/** One attempt as the ledger has it: all its entries together. */
interface LedgerAttempt {
  readonly attemptId: string;
  /** The caller's own id of the request; empty when it gave none. */
  readonly clientRequestId: string;
  readonly costPicoUsd: bigint | undefined;
  readonly isEstimated: boolean;
  /** The vendor has no entry for it, and the ledger says that it cost nothing. */
  readonly isKnownZero: boolean;
}

export interface Comparison {
  /** Attempts that both sides have. */
  readonly matched: number;
  /** Attempts whose amount is not from the vendor's report. */
  readonly estimated: readonly { readonly attemptId: string; readonly clientRequestId: string }[];
  /** Whatever is wrong, a sentence each. */
  readonly faults: readonly string[];
  readonly billPicoUsd: bigint;
  readonly ledgerPicoUsd: bigint;
}

export function compare(bill: Bill, csv: string): Comparison {
  const faults: string[] = [];
  const billed = billedAttempts(bill, faults);
  const ledger = ledgerAttempts(csv, faults);
  const estimated: LedgerAttempt[] = [];
  let matched = 0;
  for (const [attemptId, costPicoUsd] of billed) {
    const booked = ledger.get(attemptId);
    if (booked === undefined) {
      faults.push(`${attemptId} is on the bill and not in the ledger`);
      continue;
    }
    matched += 1;
    if (booked.isEstimated) estimated.push(booked);
    faults.push(...compareAmounts(attemptId, costPicoUsd, booked));
  }
  for (const booked of ledger.values()) {
    if (billed.has(booked.attemptId) || booked.isKnownZero) continue;
    if (booked.isEstimated) estimated.push(booked);
    else faults.push(`${booked.attemptId} is in the ledger with ${booked.costPicoUsd ?? 'no amount'} and not on the bill`);
  }
  return { matched, estimated, faults, billPicoUsd: BigInt(bill.total_picousd), ledgerPicoUsd: [...ledger.values()].reduce((sum, { costPicoUsd }) => sum + (costPicoUsd ?? 0n), 0n) };
}

/** A call that came twice is listed twice, and is a fault by itself. */
function billedAttempts({ entries }: Bill, faults: string[]): Map<string, bigint> {
  const billed = new Map<string, bigint>();
  for (const { attempt_id: attemptId, provider, cost_picousd: cost } of entries) {
    if (attemptId === null) faults.push(`${provider} billed a call without an attempt id`);
    else if (billed.has(attemptId)) faults.push(`${attemptId} is on the bill twice: it was sent twice`);
    else billed.set(attemptId, BigInt(cost));
  }
  return billed;
}

function ledgerAttempts(csv: string, faults: string[]): Map<string, LedgerAttempt> {
  const rows = Map.groupBy(readCsv(csv), (row) => row['attempt_id'] ?? '');
  return new Map(
    [...rows].map(([attemptId, entries]) => {
      const numbers = new Set(entries.map((entry) => entry['entry_no']));
      if (numbers.size !== entries.length) faults.push(`${attemptId} has an entry twice`);
      if (entries.filter(({ status }) => status !== 'correction').length !== 1) faults.push(`${attemptId} is booked ${entries.length} times`);
      return [attemptId, attemptOf(attemptId, entries)];
    }),
  );
}

function attemptOf(attemptId: string, entries: readonly Record<string, string>[]): LedgerAttempt {
  const isPriced = entries.every((entry) => entry['cost_picousd'] !== '');
  const costPicoUsd = isPriced ? entries.reduce((sum, entry) => sum + BigInt(entry['cost_picousd'] ?? '0'), 0n) : undefined;
  const last = entries.toSorted((a, b) => Number(a['entry_no']) - Number(b['entry_no'])).at(-1);
  const isEstimated = last?.['status'] === 'estimated';
  return { attemptId, clientRequestId: last?.['client_request_id'] ?? '', costPicoUsd, isEstimated, isKnownZero: !isEstimated && costPicoUsd === 0n };
}

function compareAmounts(attemptId: string, billPicoUsd: bigint, { costPicoUsd, isEstimated }: LedgerAttempt): string[] {
  if (costPicoUsd === undefined) return [`${attemptId} has no amount; the bill says ${billPicoUsd}`];
  if (isEstimated) return costPicoUsd < billPicoUsd ? [`${attemptId} is estimated at ${costPicoUsd}, below the bill's ${billPicoUsd}`] : [];
  return costPicoUsd === billPicoUsd ? [] : [`${attemptId} is booked at ${costPicoUsd}; the bill says ${billPicoUsd}`];
}
