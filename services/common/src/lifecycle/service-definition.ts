// What a service exports: enough for main.ts to run it alone, and for the one-process runner to run it beside others.
import type { Env } from '../config/index.js';
import type { Life } from './life.js';

export interface ServiceDefinition<C> {
  /** As in traces, certificates and file names: `cost-ledger`. */
  readonly name: string;
  /** Pure. Throws a ConfigError that names every mistake. */
  loadConfig(env: Env): C;
  /** Opens everything through `life.use` and returns when the service can answer. */
  start(config: C, life: Life): Promise<void>;
}
