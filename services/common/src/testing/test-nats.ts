// A nats-server of its own for every suite that needs one, with JetStream and an empty store.
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { NatsServer } from '../nats-server/index.js';
import { startNatsServer } from '../nats-server/index.js';
import { registerProcess, testRunFolder } from './test-run.js';

export interface TestNatsOptions {
  /** Further lines of nats-server's config file. */
  readonly extraConfig?: string;
}

/** Rejects with a sentence that names the remedy when there is no nats-server; a suite never skips for that. */
export async function testNats(options: TestNatsOptions = {}): Promise<NatsServer> {
  const directory = await mkdtemp(path.join(testRunFolder(), 'nats-'));
  const server = await startNatsServer({ directory, isTemporary: true, password: 'p@ss:w/ord', extraConfig: options.extraConfig });
  let forget = await registerProcess(server.pid, 'nats-server');
  return {
    url: server.url,
    port: server.port,
    get pid() {
      return server.pid;
    },
    get exited() {
      return server.exited;
    },
    kill: () => server.kill(),
    async restart() {
      await server.restart();
      await forget();
      forget = await registerProcess(server.pid, 'nats-server');
    },
    async close() {
      await server.close();
      await forget();
    },
  };
}
