// The router, whole: what it opens, in order.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { Health } from '@switchyard/proto/health/v1/health_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { Witness } from '@switchyard/proto/event/v1/usage';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { openJournal, startForwarder } from '@switchyard/common/journal';
import { systemClock, type ServiceDefinition } from '@switchyard/common/lifecycle';
import { SnapshotWatch, startRuntime } from '@switchyard/common/runtime';
import { watchHealth } from './clients/health-watch.js';
import { LedgerHolds } from './clients/ledger-holds.js';
import { ledgerLookup } from './clients/ledger-lookup.js';
import { rpcTransport } from './clients/rpc-transport.js';
import { loadConfig, type RouterConfig } from './config.js';
import { catalogView, type CatalogView } from './domain/catalog-view.js';
import { Explainer } from './domain/explainer.js';
import { RetryBudget } from './domain/retry-budget.js';
import { RouteTable } from './domain/route-table.js';
import { RouterDomain } from './domain/router.js';
import { uuid7 } from './domain/uuid7.js';
import { routerService } from './doors/grpc/router-handlers.js';
import { httpDialects } from './doors/index.js';
import { serveHttpDoor } from './doors/http/server.js';
import { routerEvents } from './events.js';
import { askDisposedTimeoutMs } from './limits.js';
import { RouterJournal } from './store/attempt-journal.js';
import { recentOf, RecentRequests } from './domain/recent-requests.js';

export const router: ServiceDefinition<RouterConfig> = {
  name: 'router',
  loadConfig,
  async start(config, life) {
    const runtime = await startRuntime(config.runtime, life);
    const { logger, connect } = runtime;
    const events = routerEvents(logger);
    const ledger = connect(Ledger, config.ledgerAddress);

    // The journal comes before everything that can call a provider, and goes after it.
    mkdirSync(config.dataDirectory, { recursive: true });
    const journal = await life.use('journal', openJournal({ directory: join(config.dataDirectory, 'journal'), bytesMax: config.journalBytesMax, log: logger }));
    const witness = new RouterJournal({ journal, now: systemClock.now, onLost: (lost) => events.endLost(journal.id, lost) });
    events.attemptsRecovered(witness.reportUnknown());
    await life.use(
      'usage forwarder',
      startForwarder({
        journal,
        bus: runtime.events,
        source: `/router/${config.runtime.instance}`,
        watermark: { witness: Witness.ROUTER, owner: config.runtime.instance },
        log: logger,
        askDisposed: async (factIds) => (await ledger.disposed({ factIds: [...factIds] }, { timeoutMs: askDisposedTimeoutMs })).factIds,
      }),
    );

    const routes = new RouteTable();
    const keyRing = await runtime.watchKeys();
    let view: CatalogView | undefined;
    const catalog = await life.use(
      'catalog',
      new SnapshotWatch({
        catalog: connect(Catalog, config.catalogAddress),
        directory: config.dataDirectory,
        logger,
        onSnapshot(snapshot) {
          view = catalogView(snapshot);
          routes.keepOnly(new Set([...view.models.values()].flatMap((model) => model.routes.map(({ id }) => id))));
        },
      }),
    );
    await life.use('health', watchHealth({ health: connect(Health, config.healthAddress), routes, logger }));
    const holds = await life.use('holds', new LedgerHolds({ budgets: connect(Budgets, config.ledgerAddress), owner: config.runtime.instance, logger }));
    await Promise.all([catalog.ready(), holds.ready()]);

    const recent = new RecentRequests();
    const domain = new RouterDomain({
      catalog: () => view,
      ports: {
        transport: rpcTransport(connect(ProviderAdapter, config.adapterAddress, { sessions: config.adapterSessions })),
        journal: witness,
        holds,
        routes,
        retryBudget: new RetryBudget(),
        clock: systemClock,
        random: Math.random,
        newId: () => uuid7(Date.now()),
      },
      remember(request) {
        recent.add(recentOf(request));
        events.requestFinished(request, Date.now());
      },
    });
    const explainer = new Explainer({ domain, recent, ledger: ledgerLookup(ledger) });

    // Last: a replica that accepts calls is a replica that can answer them.
    await life.use('http door', serveHttpDoor({ domain, catalog: () => view, keyRing, logger, door: config.httpDoor, dialects: httpDialects }));
    await runtime.serve([routerService({ domain, explainer, catalog: () => view })], { at: config.grpcDoor, keyRing });
  },
};
