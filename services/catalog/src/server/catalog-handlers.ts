// The catalog over gRPC: check, decide, write, tell the watchers, answer.
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Catalog, type ChangeRequest } from '@switchyard/proto/catalog/v1/catalog_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { nextNumberedCursor, numberedPage, serve, type Call, type ServedService } from '@switchyard/common/grpc';
import { assertRunsPlatform, describePrincipal } from '@switchyard/common/identity';
import type { Held } from '@switchyard/common/runtime';
import type { AskProviderTypes } from '../clients/provider-types.js';
import { applyChanges } from '../domain/apply-changes.js';
import { describeContents } from '../domain/describe-contents.js';
import type { ShippedBook } from '../domain/shipped.js';
import { checkText, refuse } from '../domain/validate/refuse.js';
import { viewOf, type View } from '../domain/view.js';
import type { CatalogEvents } from '../events.js';
import { changesMax, commentLengthMax } from '../limits.js';
import type { CatalogStore, ChangeBasis, Written } from '../store/catalog-store.js';
import { assertMayChange, catalogRules, mayAllowPrivate } from './access-rules.js';
import { visibleTo } from './visible-to.js';

export interface CatalogOptions {
  readonly store: CatalogStore;
  readonly held: Held<View>;
  /** Resolves when what was just written is held. */
  readonly refresh: () => Promise<void>;
  readonly askTypes: AskProviderTypes;
  readonly shipped: ShippedBook;
  readonly events: CatalogEvents;
  readonly now: () => number;
}

export function catalogService(options: CatalogOptions): ServedService {
  const { store, held, refresh, events, now } = options;

  /** Decides and writes under the lock, then lets watchers have it before the caller gets its answer. */
  const write = async (isDryRun: boolean, decide: (basis: ChangeBasis) => Promise<{ written: Written | undefined; differences: readonly string[] }>) => {
    let outcome: Awaited<ReturnType<typeof decide>> | undefined;
    const revision = await store.change(async (basis) => {
      outcome = await decide(basis);
      return isDryRun ? undefined : outcome.written;
    });
    const { written, differences = [] } = outcome ?? {};
    if (written !== undefined && !isDryRun) {
      await refresh();
      events.catalogChanged({ revision, madeBy: written.madeBy, comment: written.comment, differences });
    }
    return { revision, differences: [...differences] };
  };

  return serve(Catalog, {
    access: catalogRules,
    handlers: {
      async getSnapshot(request, { principal }) {
        const newest = held.value;
        if (request.revision === 0n || request.revision === newest.revision) return { snapshot: visibleTo(principal, newest.snapshot) };
        const [older, { book }] = await Promise.all([store.readOlder(request.revision), store.readNewest()]);
        if (older === undefined) throw unknownRevision(request.revision, newest.revision);
        return { snapshot: visibleTo(principal, viewOf({ ...older, book, nowMs: now() }).snapshot) };
      },
      watchSnapshots: (request, call) => held.frames(call.signal, request.knownRevision, ({ snapshot }) => ({ snapshot })),
      async getPriceVersion(request) {
        const priceVersion = await store.readPriceVersion(request.id);
        if (priceVersion === undefined) throw new AppError(Reason.NOT_FOUND, `There is no price version ${JSON.stringify(request.id.slice(0, 64))}.`, { field: 'id', nextStep: 'Take the id from an answer or a snapshot.' });
        return { priceVersion };
      },
      async change(request, call) {
        checkRequest(request);
        assertMayChange(call.principal, request.changes);
        const needsTypes = request.changes.some(({ change }) => change.case === 'putProvider' || change.case === 'putModel');
        const types = needsTypes ? await options.askTypes() : undefined;
        return write(request.dryRun, async (basis) => decideChange({ request, call, basis, types, options }));
      },
      async listRevisions({ page }, { principal }) {
        assertRunsPlatform(principal, 'the shared catalog, nor read its history');
        const { size, before } = numberedPage(page);
        const lines = await store.listRevisions({ size, before });
        return {
          revisions: lines.slice(0, size).map(({ madeAtMs, differences, ...line }) => ({ ...line, madeAt: timestampFromMs(madeAtMs), differences: [...differences] })),
          page: { nextCursor: nextNumberedCursor(lines, size, ({ revision }) => revision) },
        };
      },
      async restoreRevision(request, call) {
        checkText('comment', request.comment, commentLengthMax);
        assertRunsPlatform(call.principal, 'the shared catalog');
        return write(false, async (basis) => {
          const older = await basis.older(request.revision);
          if (older === undefined) throw unknownRevision(request.revision, basis.revision);
          const differences = describeContents(basis.content, older.content);
          const comment = request.comment === '' ? `revision ${request.revision} restored` : request.comment;
          const written = { content: older.content, addedPrices: [], differences, madeBy: describePrincipal(call.principal), comment, contentHash: '' };
          return { differences, written: differences.length === 0 ? undefined : written };
        });
      },
    },
  });
}

function decideChange({ request, call, basis, types, options }: {
  request: ChangeRequest;
  call: Call;
  basis: ChangeBasis;
  types: Awaited<ReturnType<AskProviderTypes>>;
  options: CatalogOptions;
}): { written: Written | undefined; differences: readonly string[] } {
  if (request.expectedRevision !== 0n && request.expectedRevision !== basis.revision) {
    throw new AppError(Reason.CONFLICT, `The catalog is at revision ${basis.revision}, not ${request.expectedRevision}: somebody changed it meanwhile.`, {
      field: 'expected_revision',
      nextStep: 'Read the newest snapshot and decide again.',
    });
  }
  // A newer price book makes the same file another one: its models may be priced anew.
  const contentHash = request.contentHash === '' ? '' : `${request.contentHash} with ${options.shipped.source}`;
  const { lastFile } = basis;
  if (contentHash !== '' && lastFile?.contentHash === contentHash) {
    const hasMovedOn = lastFile.revision !== basis.revision;
    return { written: undefined, differences: hasMovedOn ? [`nothing applied: this file is revision ${lastFile.revision}, and the catalog was changed by others since; leave the content hash out to apply it again`] : [] };
  }
  const { principal } = call;
  const { content, addedPrices, differences, warnings } = applyChanges(basis.content, basis.book, request.changes, {
    nowMs: options.now(),
    types,
    mayAllowPrivate: mayAllowPrivate(principal, request.contentHash),
    shipped: options.shipped,
  });
  const written = { content, addedPrices, differences, madeBy: describePrincipal(principal), comment: request.comment, contentHash };
  return { written: differences.length === 0 ? undefined : written, differences: [...differences, ...warnings] };
}

function checkRequest({ changes, comment, contentHash }: ChangeRequest): void {
  if (changes.length === 0) throw new AppError(Reason.MISSING_FIELD, 'changes is empty.', { field: 'changes', nextStep: 'Give at least one change.' });
  if (changes.length > changesMax) refuse('changes', `there are ${changes.length}; ${changesMax} are allowed.`, 'Send them in several requests.');
  checkText('comment', comment, commentLengthMax);
  checkText('content_hash', contentHash, 128);
}

function unknownRevision(revision: bigint, newest: bigint): AppError {
  return new AppError(Reason.NOT_FOUND, `There is no revision ${revision}; the newest is ${newest}.`, { field: 'revision', nextStep: 'List them with Catalog.ListRevisions.' });
}
