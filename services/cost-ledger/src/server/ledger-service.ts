// The Ledger API: translate, read, translate.
import { fromBinary } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { UsageFactSchema } from '@switchyard/proto/event/v1/usage';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { serve, type ServedService } from '@switchyard/common/grpc';
import { tenantScope } from '@switchyard/common/identity';
import { disposedIdsMax } from '../limits.js';
import type { LedgerReads, RequestRow } from '../store/ledger-reads.js';
import { pageOf } from '../store/pages.js';
import type { EntryRow } from '../store/tables.js';
import { ledgerAccess } from './access.js';
import { messageOfEntry } from './entry-message.js';

export function ledgerService({ reads }: { reads: LedgerReads }): ServedService {
  return serve(Ledger, {
    access: ledgerAccess,
    handlers: {
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
      async redriveParked() {
        throw new AppError(Reason.FEATURE_NOT_BUILT, 'This part of the ledger is not built yet.');
      },
      async reportUsage() {
        throw new AppError(Reason.FEATURE_NOT_BUILT, 'This part of the ledger is not built yet.');
      },
      async *export() {
        throw new AppError(Reason.FEATURE_NOT_BUILT, 'This part of the ledger is not built yet.');
      },
    },
  });
}

function messageOfRequest({ content }: RequestRow, entries: readonly EntryRow[]) {
  const { fact } = fromBinary(UsageFactSchema, content);
  return { request: fact.case === 'requestFinished' ? fact.value : undefined, entries: entries.map(messageOfEntry) };
}
