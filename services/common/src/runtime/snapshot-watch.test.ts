// Goal: a replica that starts while the catalog is away works with what it knew last, and with the new as soon as there is a new.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { create } from '@bufbuild/protobuf';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SnapshotSchema, WatchSnapshotsResponseSchema, type Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { AppError, Reason } from '../errors/index.js';
import type { Client } from '../grpc/index.js';
import { SnapshotWatch } from './snapshot-watch.js';

let directory: string;
const open: SnapshotWatch[] = [];
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), 'switchyard-snapshots-'))));
afterEach(async () => {
  for (const watch of open.splice(0)) await watch.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A catalog that serves these revisions and then stays silent, or one that is away. */
function catalogWith(revisions: readonly bigint[] | 'away'): Client<typeof Catalog> {
  return {
    async *watchSnapshots(_request: unknown, { signal }: { signal?: AbortSignal }) {
      if (revisions === 'away') throw new AppError(Reason.STORE_UNAVAILABLE, 'away');
      for (const revision of revisions) yield create(WatchSnapshotsResponseSchema, { revision, snapshot: create(SnapshotSchema, { revision }) });
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    },
  } as unknown as Client<typeof Catalog>;
}

function watch(catalog: Client<typeof Catalog>, seen: bigint[]): SnapshotWatch {
  const made = new SnapshotWatch({ catalog, directory, logger: { info: () => {}, warn: () => {} } as never, onSnapshot: ({ revision }) => void seen.push(revision) });
  open.push(made);
  return made;
}

describe('SnapshotWatch', () => {
  it('starts from disk while the service is away, with the newest that it ever had', async () => {
    const first: bigint[] = [];
    const before = watch(catalogWith([1n, 2n]), first);
    await before.ready();
    while (first.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await before.close();

    const second: bigint[] = [];
    const after = watch(catalogWith('away'), second);
    await after.ready();
    expect(second).toEqual([2n]);
    expect(after.snapshot?.revision).toBe(2n);
  });

  it('waits for the service when what is on disk cannot be read', async () => {
    writeFileSync(join(directory, 'catalog-snapshot.bin'), Buffer.from([0xff, 0xff, 0xff]));
    const seen: bigint[] = [];
    await watch(catalogWith([7n]), seen).ready();
    expect(seen).toEqual([7n]);
  });
});
