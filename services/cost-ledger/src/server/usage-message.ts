// Rows of a report as the API shows them.
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { UsageRowSchema } from '@switchyard/proto/ledger/v1/ledger_service';
import type { ReportRow } from '../store/report-usage.js';

export function messageOfUsage(row: ReportRow): MessageInitShape<typeof UsageRowSchema> {
  return {
    group: row.group,
    attempts: row.attempts,
    succeeded: row.succeeded,
    incomplete: row.incomplete,
    failed: row.attempts - row.succeeded - row.incomplete,
    inputTokens: BigInt(row.input_tokens),
    cachedInputTokens: BigInt(row.cached_input_tokens),
    outputTokens: BigInt(row.output_tokens),
    costPicousd: row.cost_picousd,
    unpriced: row.unpriced,
    meanMs: row.mean_ms ?? undefined,
    lastUsedAt: row.last_used_at === null ? undefined : timestampFromDate(row.last_used_at),
    requests: row.requests,
  };
}
