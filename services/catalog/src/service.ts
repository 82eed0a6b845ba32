// The catalog, whole: what it opens, in order.
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { subjects } from '@switchyard/common/events';
import { systemClock, type ServiceDefinition } from '@switchyard/common/lifecycle';
import { factPublisher, followRevision, Held, startRuntime } from '@switchyard/common/runtime';
import { askProviderTypes } from './clients/provider-types.js';
import { loadConfig, type CatalogConfig } from './config.js';
import { viewOf, type View } from './domain/view.js';
import { catalogEvents } from './events.js';
import { catalogService } from './server/catalog-handlers.js';
import { shippedBook } from './shipped/book.js';
import { CatalogStore } from './store/catalog-store.js';
import { openStore, prepareStore } from './store/open-store.js';

export const catalog: ServiceDefinition<CatalogConfig> = {
  name: 'catalog',
  loadConfig,
  async start(config, life) {
    const { instance } = config.runtime;
    const runtime = await startRuntime(config.runtime, life);
    const { logger } = runtime;
    const { now } = systemClock;

    const database = await life.use('postgres', openStore({ url: config.databaseUrl, instance }));
    await prepareStore(database, life.signal);
    const store = new CatalogStore({ database, now });
    const facts = await life.use('facts', factPublisher({ events: runtime.events, source: `/catalog/${instance}`, logger }));

    // What watchers see is held in memory, so that they are served while Postgres is away.
    const held = new Held<View>({
      readRevision: () => store.readRevision(),
      read: async () => viewOf({ ...(await store.readNewest()), nowMs: now() }),
      isStale: ({ staleAtMs }) => staleAtMs !== undefined && now() >= staleAtMs,
    });
    const { refresh } = await life.use('revisions', followRevision({ name: 'the catalog', load: () => held.load(), events: runtime.events, subject: subjects.catalogChanged, logger }));

    // Last: a replica that accepts calls is a replica that can answer them.
    const askTypes = askProviderTypes(runtime.connect(ProviderAdapter, config.adapterAddress));
    await runtime.serve([catalogService({ store, held, refresh, askTypes, shipped: shippedBook, events: catalogEvents({ logger, facts, now }), now })]);
  },
};
