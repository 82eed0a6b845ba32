// switchyard costs: what was spent, by what you ask for.
import { toJson } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Ledger, ReportUsageResponseSchema } from '@switchyard/proto/ledger/v1/ledger_service';
import { callTimeoutMs, type Session } from '../session.js';
import { milliseconds, usdOfText } from '../show.js';

export interface CostsOptions {
  readonly by: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
}

export async function costs({ manage, output }: Session, { by, from, to }: CostsOptions): Promise<void> {
  const request = { groupBy: [...by], from: from === undefined ? undefined : timestampFromDate(from), to: to === undefined ? undefined : timestampFromDate(to) };
  const report = await manage(Ledger).reportUsage(request, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(ReportUsageResponseSchema, report));
  const rows = [...report.rows, ...(report.total === undefined ? [] : [report.total])];
  output.table(
    [...by, 'attempts', 'incomplete', 'failed', 'tokens in', 'cached', 'tokens out', 'mean', 'unpriced', 'USD'],
    rows.map((row) => [
      ...by.map((dimension, index) => (row === report.total ? (index === 0 ? 'total' : '') : nameOf(dimension, row.group[dimension] ?? ''))),
      String(row.attempts), String(row.incomplete), String(row.failed), String(row.inputTokens), String(row.cachedInputTokens), String(row.outputTokens), milliseconds(row.meanMs), String(row.unpriced), usdOfText(row.costPicousd),
    ]),
    'nothing was spent',
  );
}

/** Probes of idle routes are booked to a tenant of their own. */
const probeTenant = 'switchyard';

function nameOf(dimension: string, value: string): string {
  return dimension === 'tenant' && value === probeTenant ? `${value} (probes)` : value;
}
