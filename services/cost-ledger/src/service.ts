// The cost ledger, whole: what it opens, in order.
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { declareStreams } from '@switchyard/common/events';
import { Changes } from '@switchyard/common/grpc';
import { systemClock, type ServiceDefinition } from '@switchyard/common/lifecycle';
import { migrate, openDatabase } from '@switchyard/common/postgres';
import { startRuntime } from '@switchyard/common/runtime';
import { PriceBook } from './clients/price-book.js';
import { loadConfig, type CostLedgerConfig } from './config.js';
import { Announcer } from './consumer/announce.js';
import { redrive } from './consumer/redrive.js';
import { sweepUntilStopped } from './consumer/sweep.js';
import { startUsageConsumer, usageDurable } from './consumer/usage-consumer.js';
import { watchSettings } from './consumer/watch-settings.js';
import { ledgerEvents } from './events.js';
import { databaseWaitMs } from './limits.js';
import { budgetsService } from './server/budgets-service.js';
import { ledgerService } from './server/ledger-service.js';
import { BookingStore } from './store/booking-store.js';
import { BudgetStore } from './store/budget-store.js';
import { HoldStore } from './store/hold-store.js';
import { LedgerReads } from './store/ledger-reads.js';
import { migrations } from './store/migrations/index.js';
import { SweepStore } from './store/sweep-store.js';
import type { LedgerTables } from './store/tables.js';

export const costLedger: ServiceDefinition<CostLedgerConfig> = {
  name: 'cost-ledger',
  loadConfig,
  async start(config, life) {
    const { logger, events: bus, connect, serve } = await startRuntime(config.runtime, life);
    const events = ledgerEvents(logger);
    const database = await life.use('postgres', openDatabase<LedgerTables>({ url: config.databaseUrl, schema: 'ledger', applicationName: config.runtime.instance }));
    await database.untilReachable({ timeoutMs: databaseWaitMs, signal: life.signal });
    await migrate(database, migrations);
    await bus.ensureStreams(declareStreams());

    const prices = new PriceBook({ catalog: connect(Catalog, config.catalogAddress), database });
    const store = new BookingStore({ database, consumer: usageDurable });
    const announcer = new Announcer({ bus, source: `/cost-ledger/${config.runtime.instance}`, logger });

    // Spend is written from the stream and never from an RPC. A router that dies
    // after the provider has answered must not take the bill with it.
    const changes = new Changes();
    const nowMs = systemClock.now;
    const shared = { prices, announcer, events, changes, clock: systemClock, logger };
    const sweeps = new SweepStore({ database, nowMs, witnessWaitMs: config.witnessWaitMs, holdSuspectAfterMs: config.holdSuspectAfterMs });
    await life.use('usage consumer', startUsageConsumer({ ...shared, bus, database, store, whileLeading: (signal) => sweepUntilStopped({ ...shared, store: sweeps }, signal) }));

    const budgets = new BudgetStore({ database, nowMs });
    const holds = await life.use('holds', new HoldStore({ database, nowMs }));
    await life.use('watch of settings', watchSettings({ budgets, changes, clock: systemClock }));

    // Last: a replica that accepts calls is a replica that can answer them.
    await serve([ledgerService({ reads: new LedgerReads(database), redriveFacts: (factIds) => redrive({ ...shared, store, nowMs }, factIds) }), budgetsService({ budgets, holds, changes })]);
  },
};
