// What entries add to the sums that reports are made from.
import type { PlannedEntry } from '../domain/plan-booking.js';

const hourMs = 3_600_000;

interface HourlyRow {
  readonly hour: Date;
  readonly tenant: string;
  readonly project: string;
  readonly feature: string;
  readonly api_key: string;
  readonly provider: string;
  readonly model: string;
  attempts: number;
  succeeded: number;
  input_tokens: bigint;
  cached_input_tokens: bigint;
  output_tokens: bigint;
  cost_picousd: bigint;
  unpriced: number;
  duration_ms: bigint;
  durations: number;
  last_used_at: Date;
  incomplete: number;
}

export function hourlyRows(entries: readonly PlannedEntry[]): HourlyRow[] {
  const rows = new Map<string, HourlyRow>();
  for (const entry of entries) {
    const empty = emptyRow(entry);
    const key = JSON.stringify([empty.hour, empty.tenant, empty.project, empty.feature, empty.api_key, empty.provider, empty.model]);
    const row = rows.get(key) ?? empty;
    rows.set(key, row);
    add(row, entry);
  }
  return [...rows.values()];
}

function emptyRow({ testimony }: PlannedEntry): HourlyRow {
  const { terms, startedAtMs } = testimony;
  return {
    hour: new Date(startedAtMs - (startedAtMs % hourMs)),
    tenant: terms.payer?.tenant ?? '',
    project: terms.payer?.project ?? '',
    feature: terms.payer?.feature ?? '',
    api_key: terms.payer?.apiKey ?? '',
    provider: terms.provider,
    model: terms.model,
    attempts: 0,
    succeeded: 0,
    input_tokens: 0n,
    cached_input_tokens: 0n,
    output_tokens: 0n,
    cost_picousd: 0n,
    unpriced: 0,
    duration_ms: 0n,
    durations: 0,
    last_used_at: new Date(startedAtMs),
    incomplete: 0,
  };
}

function add(row: HourlyRow, { amounts, before, after, testimony }: PlannedEntry): void {
  const { startedAtMs, finishedAtMs } = testimony;
  row.attempts += before === undefined ? 1 : 0;
  row.succeeded += Number(after.outcome === 'succeeded') - Number(before?.outcome === 'succeeded');
  row.incomplete += Number(after.outcome === 'incomplete') - Number(before?.outcome === 'incomplete');
  row.input_tokens += amounts.tokens.input ?? 0n;
  row.cached_input_tokens += amounts.tokens.cachedInput ?? 0n;
  row.output_tokens += amounts.tokens.output ?? 0n;
  row.cost_picousd += amounts.costPicoUsd ?? 0n;
  row.unpriced += Number(after.isUnpriced) - Number(before?.isUnpriced ?? false);
  if (startedAtMs > row.last_used_at.getTime()) row.last_used_at = new Date(startedAtMs);
  if (before !== undefined || finishedAtMs === undefined) return;
  row.duration_ms += BigInt(Math.max(0, Math.round(finishedAtMs - startedAtMs)));
  row.durations += 1;
}
