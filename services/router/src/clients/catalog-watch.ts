// The catalog in memory, kept fresh by a watch and on disk for a start without the catalog service.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { SnapshotSchema, type Catalog, type Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { watchForever, type Client, type Watch } from '@switchyard/common/grpc';
import type { Logger } from '@switchyard/common/telemetry';
import { catalogView, type CatalogView } from '../domain/catalog-view.js';

export class CatalogWatch {
  #view: CatalogView | undefined;
  readonly #watch: Watch;
  readonly #file: string;
  readonly #onChange: (view: CatalogView) => void;

  constructor(options: { catalog: Client<typeof Catalog>; directory: string; logger: Logger; onChange: (view: CatalogView) => void }) {
    const { catalog, logger } = options;
    this.#file = join(options.directory, 'catalog-snapshot.bin');
    this.#onChange = options.onChange;
    const stored = this.#readStored(logger);
    if (stored !== undefined) this.#take(stored);
    this.#watch = watchForever({
      open: (signal) => catalog.watchSnapshots({ knownRevision: this.#view?.revision ?? 0n }, { signal }),
      onFrame: ({ snapshot }) => {
        if (snapshot === undefined) return;
        this.#take(snapshot);
        this.#store(snapshot, logger);
      },
      onConnection: ({ connected, error }) => logger[connected ? 'info' : 'warn']({ connected, error, revision: this.#view?.revision.toString() }, 'watch of the catalog'),
    });
  }

  /** undefined until the first snapshot, from the service or from disk. */
  get view(): CatalogView | undefined {
    return this.#view;
  }

  /** Resolves when there is a snapshot to work with. */
  async ready(): Promise<void> {
    if (this.#view === undefined) await this.#watch.first;
  }

  close(): Promise<void> {
    return this.#watch.close();
  }

  #take(snapshot: Snapshot): void {
    this.#view = catalogView(snapshot);
    this.#onChange(this.#view);
  }

  #readStored(logger: Logger): Snapshot | undefined {
    try {
      return fromBinary(SnapshotSchema, readFileSync(this.#file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') logger.warn({ err: error, file: this.#file }, 'the stored catalog cannot be read; waiting for the service');
      return undefined;
    }
  }

  /** Written beside and renamed, so that a kill in between leaves the old one whole. */
  #store(snapshot: Snapshot, logger: Logger): void {
    try {
      writeFileSync(`${this.#file}.new`, toBinary(SnapshotSchema, snapshot));
      renameSync(`${this.#file}.new`, this.#file);
    } catch (error) {
      logger.warn({ err: error, file: this.#file }, 'the catalog could not be stored for a cold start');
    }
  }
}
