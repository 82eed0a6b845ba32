// Entries as the API shows them.
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { EntrySchema } from '@switchyard/proto/ledger/v1/ledger_service';
import { evidenceWord } from '../domain/words.js';
import type { EntryRow } from '../store/tables.js';

export function messageOfEntry(row: EntryRow): MessageInitShape<typeof EntrySchema> {
  return {
    attemptId: row.attempt_id,
    entryNo: row.entry_no,
    requestId: row.request_id,
    attemptNumber: row.attempt_number,
    kind: row.kind,
    outcome: row.outcome,
    payer: { tenant: row.tenant, project: row.project, feature: row.feature, apiKey: row.api_key, labels: row.labels, endUser: row.end_user },
    provider: row.provider,
    model: row.model,
    status: row.status,
    inputTokens: row.input_tokens ?? undefined,
    cachedInputTokens: row.cached_input_tokens ?? undefined,
    outputTokens: row.output_tokens ?? undefined,
    costPicousd: row.cost_picousd ?? undefined,
    priceVersion: row.price_version,
    eventAt: timestampFromDate(row.event_at),
    bookedAt: timestampFromDate(row.booked_at),
    meters: Object.fromEntries(Object.entries(row.meters).map(([meter, count]) => [meter, BigInt(count)])),
    note: row.note,
    vendorModel: row.vendor_model,
    clientRequestId: row.client_request_id,
    boundPicousd: row.bound_picousd ?? undefined,
    credentialId: row.credential_id,
    evidence: evidenceWord(row.evidence),
  };
}
