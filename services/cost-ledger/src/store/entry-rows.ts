// Planned entries as rows, and rows as accounts.
import type { Evidence } from '@switchyard/proto/event/v1/usage';
import { addEntry, type AttemptAccount, type EntryAmounts } from '../domain/attempt-account.js';
import type { PlannedEntry } from '../domain/plan-booking.js';
import { kindWord } from '../domain/words.js';
import type { Status } from '../domain/value.js';
import type { EntryRow } from './tables.js';

export function rowOfEntry({ entryNo, amounts, testimony, notes, factId }: PlannedEntry, bookedAt: Date): EntryRow {
  const { terms } = testimony;
  const { payer } = terms;
  return {
    attempt_id: terms.attemptId,
    entry_no: entryNo,
    request_id: terms.requestId,
    attempt_number: terms.number,
    kind: kindWord(terms.kind),
    outcome: amounts.outcome,
    tenant: payer?.tenant ?? '',
    project: payer?.project ?? '',
    feature: payer?.feature ?? '',
    api_key: payer?.apiKey ?? '',
    end_user: payer?.endUser ?? '',
    labels: payer?.labels ?? {},
    provider: terms.provider,
    model: terms.model,
    vendor_model: terms.vendorModel,
    response_model: testimony.responseModel,
    response_tier: testimony.responseTier,
    region: terms.region,
    credential_id: terms.credentialId,
    status: amounts.status,
    evidence: amounts.evidence,
    input_tokens: amounts.tokens.input ?? null,
    cached_input_tokens: amounts.tokens.cachedInput ?? null,
    output_tokens: amounts.tokens.output ?? null,
    meters: Object.fromEntries(Object.entries(amounts.meters).map(([meter, count]) => [meter, count.toString()])),
    cost_picousd: amounts.costPicoUsd ?? null,
    bound_picousd: amounts.boundPicoUsd ?? null,
    list_picousd: amounts.listPicoUsd ?? null,
    stated_charge_picousd: testimony.statedChargePicoUsd ?? null,
    price_version: terms.priceVersion,
    vendor_response_id: testimony.vendorResponseId,
    client_request_id: terms.clientRequestId,
    hold_id: terms.holdId,
    note: notes.join('; '),
    hash: amounts.hash,
    fact_id: factId,
    event_at: new Date(testimony.startedAtMs),
    duration_ms: testimony.finishedAtMs === undefined ? null : BigInt(Math.max(0, Math.round(testimony.finishedAtMs - testimony.startedAtMs))),
    booked_at: bookedAt,
  };
}

/** Rows of one or more attempts in order of entry_no. */
export function accountsOf(rows: readonly EntryRow[]): Map<string, AttemptAccount> {
  const accounts = new Map<string, AttemptAccount>();
  for (const row of rows) accounts.set(row.attempt_id, addEntry(accounts.get(row.attempt_id), amountsOf(row)));
  return accounts;
}

/** Rows from before the column, or by pods that do not know it, have their list price in cost_picousd, unless a charge was stated: then it is unknown. */
function listOf(row: EntryRow): bigint | undefined {
  return row.list_picousd ?? (row.stated_charge_picousd === null ? row.cost_picousd : undefined) ?? undefined;
}

function amountsOf(row: EntryRow): EntryAmounts {
  return {
    status: row.status as Status,
    outcome: row.outcome,
    evidence: row.evidence as Evidence,
    costPicoUsd: row.cost_picousd ?? undefined,
    listPicoUsd: listOf(row),
    boundPicoUsd: row.bound_picousd ?? undefined,
    tokens: { input: row.input_tokens ?? undefined, cachedInput: row.cached_input_tokens ?? undefined, output: row.output_tokens ?? undefined },
    meters: Object.fromEntries(Object.entries(row.meters).map(([meter, count]) => [meter, BigInt(count)])),
    hash: row.hash,
    vendorResponseId: row.vendor_response_id,
  };
}
