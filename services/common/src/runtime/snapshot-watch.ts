// The catalog's snapshots, kept fresh by a watch and, where a directory is given, on disk for a start without the catalog service.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { SnapshotSchema, type Catalog, type Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { watchForever, type Client, type Watch } from '../grpc/index.js';
import type { Logger } from '../telemetry/index.js';

export interface SnapshotWatchOptions {
  readonly catalog: Client<typeof Catalog>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Called with every new snapshot, the stored one included. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
  /** Where the newest one is kept; absent keeps none. */
  readonly directory?: string | undefined;
}

export class SnapshotWatch {
  readonly #options: SnapshotWatchOptions;
  readonly #watch: Watch;
  #newest: Snapshot | undefined;

  constructor(options: SnapshotWatchOptions) {
    this.#options = options;
    const stored = this.#readStored();
    if (stored !== undefined) this.#take(stored);
    this.#watch = watchForever({
      open: (signal) => options.catalog.watchSnapshots({ knownRevision: this.#newest?.revision ?? 0n }, { signal }),
      onFrame: ({ snapshot }) => {
        if (snapshot === undefined) return;
        this.#take(snapshot);
        this.#store(snapshot);
      },
      onConnection: ({ connected, error }) => options.logger[connected ? 'info' : 'warn']({ connected, error, revision: this.#newest?.revision.toString() }, 'watch of the catalog'),
    });
  }

  /** undefined until the first, from the service or from disk. */
  get snapshot(): Snapshot | undefined {
    return this.#newest;
  }

  /** Resolves when there is one to work with. */
  async ready(): Promise<void> {
    if (this.#newest === undefined) await this.#watch.first;
  }

  close(): Promise<void> {
    return this.#watch.close();
  }

  #take(snapshot: Snapshot): void {
    this.#newest = snapshot;
    this.#options.onSnapshot(snapshot);
  }

  #readStored(): Snapshot | undefined {
    const { directory, logger } = this.#options;
    if (directory === undefined) return undefined;
    try {
      return fromBinary(SnapshotSchema, readFileSync(fileIn(directory)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') logger.warn({ err: error, directory }, 'the stored catalog cannot be read; waiting for the service');
      return undefined;
    }
  }

  /** Written beside and renamed, so that a kill in between leaves the old one whole. */
  #store(snapshot: Snapshot): void {
    const { directory, logger } = this.#options;
    if (directory === undefined) return;
    try {
      mkdirSync(directory, { recursive: true });
      const file = fileIn(directory);
      writeFileSync(`${file}.new`, toBinary(SnapshotSchema, snapshot));
      renameSync(`${file}.new`, file);
    } catch (error) {
      logger.warn({ err: error, directory }, 'the catalog could not be stored for a start without its service');
    }
  }
}

function fileIn(directory: string): string {
  return join(directory, 'catalog-snapshot.bin');
}
