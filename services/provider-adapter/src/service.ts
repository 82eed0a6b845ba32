// Provider-adapter: the one service that speaks with vendors, and the witness of what they were paid for.
import { join } from 'node:path';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Witness } from '@switchyard/proto/event/v1/usage';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { openJournal, startForwarder } from '@switchyard/common/journal';
import { systemClock, type ServiceDefinition } from '@switchyard/common/lifecycle';
import { startRuntime } from '@switchyard/common/runtime';
import { CatalogWatch } from './clients/catalog-watch.js';
import { CredentialCache } from './clients/credential-cache.js';
import { watchCredentials } from './clients/credential-watch.js';
import { loadConfig, type ProviderAdapterConfig } from './config.js';
import { Attempts } from './domain/attempts.js';
import { Batches } from './domain/batches/batches.js';
import { ModelLists } from './domain/model-lists.js';
import { adapterEvents } from './events.js';
import { attemptsDrainMs, disposedAskMs } from './limits.js';
import { providers } from './providers/index.js';
import { adapterService } from './server/adapter-handlers.js';
import { AdapterJournal } from './store/adapter-journal.js';
import { fetchOpener } from './toolkit/http/open-fetch.js';
import { wireOpener } from './toolkit/http/open-wire.js';
import { readAuthorities } from './read-authorities.js';
import { VendorPool, type VendorPoolOptions } from './toolkit/http/vendor-pool.js';

export const providerAdapter: ServiceDefinition<ProviderAdapterConfig> = {
  name: 'provider-adapter',
  loadConfig,
  async start(config, life) {
    const { logger, events: bus, connect, serve } = await startRuntime(config.runtime, life);
    const clock = systemClock;
    const events = adapterEvents(logger);

    // What was under way when the last process ended is told first: the journal then holds only what this one does.
    const file = await life.use('journal', openJournal({ directory: join(config.dataDirectory, 'journal'), bytesMax: config.journalBytesMax, log: logger }));
    const journal = new AdapterJournal({ journal: file, now: clock.now });
    events.attemptsRecovered(journal.reportUnknown());
    const ledger = connect(Ledger, config.ledgerAddress);
    const askDisposed = async (factIds: readonly string[]) => (await ledger.disposed({ factIds: [...factIds] }, { timeoutMs: disposedAskMs })).factIds;
    const { instance } = config.runtime;
    await life.use('journal forwarder', startForwarder({ journal: file, bus, source: `/provider-adapter/${instance}`, askDisposed, watermark: { witness: Witness.ADAPTER, owner: instance }, log: logger }));

    const catalog = await life.use('catalog watch', new CatalogWatch({ catalog: connect(Catalog, config.catalogAddress), logger, directory: config.dataDirectory }));
    const keys = connect(Credentials, config.runtime.credentialAddress);
    const credentials = await life.use(
      'provider keys',
      new CredentialCache({ credentials: keys, ttlMs: config.credentialTtlMs, staleMaxMs: config.credentialStaleMaxMs, clock, onStale: events.credentialStale }),
    );
    await life.use('credential watch', watchCredentials({ credentials: keys, cache: credentials, logger }));

    const pool = await life.use('vendor connections', new VendorPool(poolOptions(config)));
    const openFetch = fetchOpener(pool);
    const attempts = await life.use(
      'attempts',
      new Attempts({ providers, catalog, credentials, journal, openWire: wireOpener({ pool, clock }), openFetch, events, clock }),
      { drainTimeoutMs: attemptsDrainMs },
    );
    events.watch(attempts);
    const batches = new Batches({ providers, catalog, credentials, journal, openFetch, events, clock });
    const modelLists = new ModelLists({ providers, catalog, credentials, openFetch });

    // Last: a replica that accepts calls is a replica that can answer them.
    await catalog.ready();
    await serve([adapterService({ providers, attempts, batches, catalog, modelLists, journalId: journal.id })]);
  },
};

function poolOptions({ vendorCaFile, vendorProxyUrl, vendorProxyHosts, vendorHttp2 }: ProviderAdapterConfig): VendorPoolOptions {
  return {
    extraAuthorities: readAuthorities(vendorCaFile),
    proxy: vendorProxyUrl === undefined ? undefined : { url: vendorProxyUrl, hosts: vendorProxyHosts },
    speaksHttp2: vendorHttp2,
  };
}
