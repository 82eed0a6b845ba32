// The credential service, whole: what it opens, in order.
import { subjects } from '@switchyard/common/events';
import { systemClock, type ServiceDefinition } from '@switchyard/common/lifecycle';
import { factPublisher, followRevision, Held, startRuntime } from '@switchyard/common/runtime';
import { keyEncryptionFromFile } from './clients/kek-file.js';
import { loadConfig, type CredentialConfig } from './config.js';
import { credentialEvents } from './events.js';
import { accessService } from './server/access-handlers.js';
import { credentialsService } from './server/credentials-handlers.js';
import { AccessStore } from './store/access-store.js';
import { CredentialStore } from './store/credential-store.js';
import { listCredentials, type CredentialList } from './store/list-credentials.js';
import { listGoodKeys } from './store/list-good-keys.js';
import { readRevision } from './store/revisions.js';
import { openStore, prepareStore } from './store/open-store.js';
import { startSweep } from './sweep.js';

export const credential: ServiceDefinition<CredentialConfig> = {
  name: 'credential',
  loadConfig,
  async start(config, life) {
    const keys = keyEncryptionFromFile(config.kekFile);
    const { instance } = config.runtime;
    const runtime = await startRuntime(config.runtime, life);
    const { logger } = runtime;
    const { now } = systemClock;

    const database = await life.use('postgres', openStore({ url: config.databaseUrl, instance }));
    await prepareStore(database, life.signal);
    const facts = await life.use('facts', factPublisher({ events: runtime.events, source: `/credential/${instance}`, logger }));
    const events = credentialEvents({ logger, facts, now });

    const store = new CredentialStore({ database, keys, now });
    const self = 'service:credential';
    events.rewrapped(await store.rewrapAll(self));

    // What watchers see is held in memory, so that they are served while Postgres is away.
    const list = (): Promise<CredentialList> => listCredentials(database, now());
    const heldKeys = new Held({ readRevision: () => readRevision(database.db, 'keys'), read: () => listGoodKeys(database, now()) });
    const heldCredentials = new Held({ readRevision: () => readRevision(database.db, 'credentials'), read: list });
    const load = async (): Promise<void> => void (await Promise.all([heldKeys.load(), heldCredentials.load()]));
    const { refresh } = await life.use('revisions', followRevision({ name: 'keys and credentials', load, events: runtime.events, subject: subjects.credentialChanged, logger }));
    await life.use('sweep', startSweep({ sweep: async () => void ((await store.sweepDrained(self)) && (await refresh())), clock: systemClock, logger }));

    // Last: a replica that accepts calls is a replica that can answer them.
    await runtime.serve([
      credentialsService({ store, held: heldCredentials, list, refresh, events }),
      accessService({ store: new AccessStore({ database, now }), database, held: heldKeys, refresh, events }),
    ]);
  },
};
