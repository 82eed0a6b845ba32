// The catalog in memory, kept fresh by a watch: providers, models and price versions by name.
import type { Catalog, Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Model } from '@switchyard/proto/catalog/v1/model';
import type { Provider as ProviderRow } from '@switchyard/proto/catalog/v1/provider';
import type { PriceVersion as PriceVersionMessage } from '@switchyard/proto/catalog/v1/price';
import { AppError, Reason } from '@switchyard/common/errors';
import { Changes, type Client } from '@switchyard/common/grpc';
import { priceVersionOfMessage, type PriceVersion } from '@switchyard/common/rating';
import { SnapshotWatch } from '@switchyard/common/runtime';
import type { Logger } from '@switchyard/common/telemetry';
import type { CatalogReader } from '../domain/ports.js';
import { revisionWaitMs } from '../limits.js';

export class CatalogWatch implements CatalogReader {
  readonly #changes = new Changes();
  readonly #watch: SnapshotWatch;
  #revision = 0n;
  #providers: ReadonlyMap<string, ProviderRow> = new Map();
  #models: ReadonlyMap<string, Model> = new Map();
  #prices: ReadonlyMap<string, PriceVersionMessage> = new Map();

  constructor({ catalog, logger, directory }: { catalog: Client<typeof Catalog>; logger: Logger; directory: string }) {
    this.#watch = new SnapshotWatch({ catalog, logger, directory, onSnapshot: (snapshot) => this.#take(snapshot) });
  }

  /** Resolves when there is a snapshot to work with. */
  ready(): Promise<void> {
    return this.#watch.ready();
  }

  async reach(revision: bigint): Promise<void> {
    if (this.#revision >= revision) return;
    const patience = AbortSignal.timeout(revisionWaitMs);
    while (this.#revision < revision) {
      if ((await this.#changes.wait(patience)) !== 'closed') continue;
      throw new AppError(Reason.STALE_REVISION, `The attempt was decided on catalog revision ${revision}, and this adapter has ${this.#revision}.`, { nextStep: 'Try another adapter, or again in a second.' });
    }
  }

  provider(id: string): ProviderRow | undefined {
    return this.#providers.get(id);
  }

  model(name: string): Model | undefined {
    return this.#models.get(name);
  }

  priceVersion(id: string): PriceVersion | undefined {
    const found = this.#prices.get(id);
    return found && priceVersionOfMessage(found);
  }

  close(): Promise<void> {
    return this.#watch.close();
  }

  #take(snapshot: Snapshot): void {
    this.#revision = snapshot.revision;
    this.#providers = new Map(snapshot.providers.map((provider) => [provider.id, provider]));
    this.#models = new Map(snapshot.models.map((model) => [model.name, model]));
    this.#prices = new Map(snapshot.prices.map((version) => [version.id, version]));
    this.#changes.notify();
  }
}
