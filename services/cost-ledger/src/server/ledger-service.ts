// The Ledger API: translate, read, translate.
import { fromBinary } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import { UsageFactSchema } from '@switchyard/proto/event/v1/usage';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { serve, type Handlers, type ServedService } from '@switchyard/common/grpc';
import { tenantScope } from '@switchyard/common/identity';
import { exportHeader, exportLine } from '../domain/export-columns.js';
import { disposedIdsMax, groupByMax } from '../limits.js';
import type { LedgerReads, RequestRow } from '../store/ledger-reads.js';
import { pageOf } from '../store/pages.js';
import { dimensions, type Dimension } from '../store/report-usage.js';
import type { EntryRow } from '../store/tables.js';
import { ledgerAccess } from './access.js';
import { messageOfEntry } from './entry-message.js';
import { tellStoreErrors } from './store-errors.js';
import { messageOfUsage } from './usage-message.js';

export interface LedgerServiceOptions {
  readonly reads: LedgerReads;
  redriveFacts(factIds: readonly string[]): Promise<{ booked: number; parked: number }>;
}

export function ledgerService({ reads, redriveFacts }: LedgerServiceOptions): ServedService {
  return serve(Ledger, {
    access: ledgerAccess,
    handlers: tellStoreErrors<Handlers<typeof Ledger>>({
      async getRequest({ requestId, tenant }, { principal }) {
        if (requestId === '') throw new AppError(Reason.MISSING_FIELD, 'Say which request.', { field: 'request_id' });
        const row = await reads.request({ id: requestId, tenant: tenantScope(principal, tenant) });
        if (row === undefined) {
          throw new AppError(Reason.NOT_FOUND, `The ledger has no request ${requestId}.`, { nextStep: 'A request appears when it has ended, and is kept for 30 days.' });
        }
        const entries = await reads.entriesOfRequests([row.request_id]);
        return messageOfRequest(row, entries.get(row.request_id) ?? []);
      },
      async listRequests({ tenant, page }, { principal }) {
        const { rows, nextCursor } = await reads.requests({ tenant: tenantScope(principal, tenant), page: pageOf(page, 2) });
        const entries = await reads.entriesOfRequests(rows.map(({ request_id }) => request_id));
        return { requests: rows.map((row) => messageOfRequest(row, entries.get(row.request_id) ?? [])), page: { nextCursor } };
      },
      async listEntries({ tenant, requestId, page }, { principal }) {
        const { rows, nextCursor } = await reads.entries({ tenant: tenantScope(principal, tenant), requestId, page: pageOf(page, 3) });
        return { entries: rows.map(messageOfEntry), page: { nextCursor } };
      },
      async disposed({ factIds }) {
        if (factIds.length > disposedIdsMax) throw new AppError(Reason.INVALID_FIELD, `At most ${disposedIdsMax} facts can be asked for at once.`, { field: 'fact_ids' });
        return { factIds: await reads.disposed(factIds) };
      },
      async listParked({ page }) {
        const { rows, nextCursor } = await reads.parked(pageOf(page, 2));
        return { facts: rows.map(({ fact_id, reason, tenant, parked_at }) => ({ factId: fact_id, reason, tenant, parkedAt: timestampFromDate(parked_at) })), page: { nextCursor } };
      },
      async redriveParked({ factIds }) {
        return redriveFacts(factIds);
      },
      async reportUsage({ tenant, from, to, groupBy }, { principal }) {
        const { rows, total } = await reads.report({ tenant: tenantScope(principal, tenant), from: dateOf(from), to: dateOf(to), groupBy: dimensionsOf(groupBy) });
        return { rows: rows.map(messageOfUsage), total: total === undefined ? undefined : messageOfUsage(total) };
      },
      async *export({ tenant, from, to, format }, { principal }) {
        if (format !== '' && format !== 'csv') throw new AppError(Reason.FEATURE_NOT_BUILT, `Exports are csv; ${format} is not built yet.`, { field: 'format' });
        const period = { tenant: tenantScope(principal, tenant), from: dateOf(from), to: dateOf(to) };
        let [rows, total, unpriced] = [0n, 0n, 0n];
        yield { chunk: Buffer.from(exportHeader) };
        for await (const entries of reads.entriesInOrder(period)) {
          for (const { cost_picousd } of entries) {
            rows += 1n;
            total += cost_picousd ?? 0n;
            unpriced += cost_picousd === null ? 1n : 0n;
          }
          yield { chunk: Buffer.from(entries.map(exportLine).join('')) };
        }
        yield { control: { rows, totalPicousd: total.toString(), unpriced } };
      },
    }),
  });
}

function messageOfRequest({ content }: RequestRow, entries: readonly EntryRow[]) {
  const { fact } = fromBinary(UsageFactSchema, content);
  return { request: fact.case === 'requestFinished' ? fact.value : undefined, entries: entries.map(messageOfEntry) };
}

function dateOf(time: Timestamp | undefined): Date | undefined {
  return time === undefined ? undefined : timestampDate(time);
}

function dimensionsOf(groupBy: readonly string[]): Dimension[] {
  if (groupBy.length > groupByMax) throw new AppError(Reason.INVALID_FIELD, `A report has at most ${groupByMax} dimensions.`, { field: 'group_by' });
  const unknown = groupBy.find((name) => !(dimensions as readonly string[]).includes(name));
  if (unknown !== undefined) throw new AppError(Reason.INVALID_FIELD, `${JSON.stringify(unknown)} is none of ${dimensions.join(', ')}.`, { field: 'group_by' });
  return [...new Set(groupBy)] as Dimension[];
}
