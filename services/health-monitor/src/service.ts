// health-monitor, whole: what it opens, in order.
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { Changes } from '@switchyard/common/grpc';
import { systemClock, type ServiceDefinition } from '@switchyard/common/lifecycle';
import { migrate, openDatabase } from '@switchyard/common/postgres';
import { SnapshotWatch, startRuntime } from '@switchyard/common/runtime';
import { declareStreams } from '@switchyard/common/events';
import { loadConfig, type HealthMonitorConfig } from './config.js';
import { consumeUsage } from './consumer/usage-consumer.js';
import { HealthState } from './domain/health-state.js';
import { healthEvents } from './events.js';
import { bucketMs } from './limits.js';
import { startProber } from './probes/prober.js';
import { healthService } from './server/health-handlers.js';
import { followMaintenance } from './store/follow-maintenance.js';
import { HealthStore, type HealthTables } from './store/health-store.js';
import { migrations } from './store/migrations.js';

export const healthMonitor: ServiceDefinition<HealthMonitorConfig> = {
  name: 'health-monitor',
  loadConfig,
  async start(config, life) {
    const { logger, events: bus, connect, serve } = await startRuntime(config.runtime, life);
    const { now } = systemClock;
    const database = await life.use('postgres', openDatabase<HealthTables>({ url: config.databaseUrl, schema: 'health', applicationName: 'health-monitor' }));
    await migrate(database, migrations);
    const store = new HealthStore(database);
    const state = new HealthState();
    const changes = new Changes();
    const events = healthEvents({ bus, logger, source: `/health-monitor/${config.runtime.instance}` });
    const known = await store.maintenance();
    state.setMaintenance(known);
    const onMaintenance = (entries: ReadonlySet<string>): void => {
      state.setMaintenance(entries);
      changes.notify();
    };
    await life.use('maintenance', followMaintenance({ store, known, logger, onChanged: onMaintenance }));

    const catalog = await life.use('catalog', new SnapshotWatch({ catalog: connect(Catalog, config.catalogAddress), logger, onSnapshot: (snapshot) => {
      state.setCatalog(snapshot);
      changes.notify();
    } }));
    const tell = (status: Parameters<typeof events.healthChanged>[0]): void => {
      events.healthChanged(status, now());
      changes.notify();
    };
    await bus.ensureStreams(declareStreams());
    await life.use('usage consumer', consumeUsage({ bus, state, durable: `health-${config.runtime.instance}`, now, random: Math.random, onChanged: tell }));
    const windows = setInterval(() => state.endWindow(now()).forEach(tell), bucketMs);
    await life.use('windows', { close: () => clearInterval(windows) });
    await life.use('prober', startProber({ state, store, database, adapter: connect(ProviderAdapter, config.adapterAddress), snapshot: () => catalog.snapshot, logger, now }));
    await serve([healthService({ state, store, changes, now })]);
  },
};
