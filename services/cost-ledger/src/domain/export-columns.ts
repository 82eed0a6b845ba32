// The columns of an export: the ones that finance reads first, in an order that never changes, then more. Unknown is an empty cell, never 0.
import { formatUsdFixed } from '@switchyard/common/money';
import { csvLine, harmless } from './csv.js';
import { evidenceWord } from './words.js';

/** What an export needs of an entry. */
export interface ExportedEntry {
  readonly attempt_id: string;
  readonly entry_no: number;
  readonly request_id: string;
  readonly attempt_number: number;
  readonly kind: string;
  readonly outcome: string;
  readonly tenant: string;
  readonly project: string;
  readonly feature: string;
  readonly api_key: string;
  readonly provider: string;
  readonly model: string;
  readonly status: string;
  readonly evidence: number;
  readonly input_tokens: bigint | null;
  readonly cached_input_tokens: bigint | null;
  readonly output_tokens: bigint | null;
  readonly meters: Readonly<Record<string, string>>;
  readonly cost_picousd: bigint | null;
  readonly bound_picousd: bigint | null;
  readonly list_picousd: bigint | null;
  readonly stated_charge_picousd: bigint | null;
  readonly price_version: string;
  readonly event_at: Date;
  readonly booked_at: Date;
  readonly vendor_model: string;
  readonly response_model: string;
  readonly response_tier: string;
  readonly region: string;
  readonly credential_id: string;
  readonly vendor_response_id: string;
  readonly client_request_id: string;
  readonly end_user: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly note: string;
  readonly duration_ms: bigint | null;
}

const columns: readonly (readonly [string, (entry: ExportedEntry) => string | undefined])[] = [
  ['attempt_id', (entry) => entry.attempt_id],
  ['entry_no', (entry) => String(entry.entry_no)],
  ['request_id', (entry) => entry.request_id],
  ['attempt_number', (entry) => String(entry.attempt_number)],
  ['kind', (entry) => entry.kind],
  ['outcome', (entry) => entry.outcome],
  ['tenant', (entry) => entry.tenant],
  ['project', (entry) => harmless(entry.project)],
  ['feature', (entry) => harmless(entry.feature)],
  ['api_key', (entry) => entry.api_key],
  ['provider', (entry) => entry.provider],
  ['model', (entry) => entry.model],
  ['status', (entry) => entry.status],
  ['input_tokens', (entry) => entry.input_tokens?.toString()],
  ['cached_input_tokens', (entry) => entry.cached_input_tokens?.toString()],
  ['output_tokens', (entry) => entry.output_tokens?.toString()],
  ['cost_picousd', (entry) => entry.cost_picousd?.toString()],
  ['price_version', (entry) => entry.price_version],
  ['event_at', (entry) => entry.event_at.toISOString()],
  ['booked_at', (entry) => entry.booked_at.toISOString()],
  ['cost_usd', (entry) => (entry.cost_picousd === null ? undefined : formatUsdFixed(entry.cost_picousd))],
  ['bound_picousd', (entry) => entry.bound_picousd?.toString()],
  ['stated_charge_picousd', (entry) => entry.stated_charge_picousd?.toString()],
  ['evidence', (entry) => evidenceWord(entry.evidence)],
  ['meters', (entry) => JSON.stringify(entry.meters)],
  ['vendor_model', (entry) => entry.vendor_model],
  ['response_model', (entry) => harmless(entry.response_model)],
  ['response_tier', (entry) => harmless(entry.response_tier)],
  ['region', (entry) => entry.region],
  ['credential_id', (entry) => entry.credential_id],
  ['vendor_response_id', (entry) => harmless(entry.vendor_response_id)],
  ['client_request_id', (entry) => harmless(entry.client_request_id)],
  ['end_user', (entry) => harmless(entry.end_user)],
  ['labels', (entry) => JSON.stringify(entry.labels)],
  ['note', (entry) => harmless(entry.note)],
  ['duration_ms', (entry) => entry.duration_ms?.toString()],
  ['list_picousd', (entry) => entry.list_picousd?.toString()],
];

export const exportHeader = csvLine(columns.map(([name]) => name));

export function exportLine(entry: ExportedEntry): string {
  return csvLine(columns.map(([, cellOf]) => cellOf(entry)));
}
