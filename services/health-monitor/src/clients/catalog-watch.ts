// The catalog, for the names of routes and the prices of probes.
import type { Catalog, Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { watchForever, type Client, type Watch } from '@switchyard/common/grpc';
import type { Logger } from '@switchyard/common/telemetry';

export interface SnapshotWatch extends Watch {
  readonly snapshot: Snapshot | undefined;
}

export function watchCatalog({ catalog, logger, onSnapshot }: { catalog: Client<typeof Catalog>; logger: Logger; onSnapshot: (snapshot: Snapshot) => void }): SnapshotWatch {
  let newest: Snapshot | undefined;
  const watch = watchForever({
    open: (signal) => catalog.watchSnapshots({ knownRevision: newest?.revision ?? 0n }, { signal }),
    onFrame({ snapshot }) {
      if (snapshot === undefined) return;
      newest = snapshot;
      onSnapshot(snapshot);
    },
    onConnection: ({ connected, error }) => logger[connected ? 'info' : 'warn']({ connected, error }, 'watch of the catalog'),
  });
  return {
    first: watch.first,
    get isConnected() {
      return watch.isConnected;
    },
    get snapshot() {
      return newest;
    },
    close: () => watch.close(),
  };
}
