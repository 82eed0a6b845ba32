// The catalog's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readAddress, readRuntimeConfig, type RuntimeConfig } from '@switchyard/common/runtime';

export interface CatalogConfig {
  readonly runtime: RuntimeConfig;
  readonly databaseUrl: string;
  /** Asked which provider types there are. */
  readonly adapterAddress: string;
}

export function loadConfig(env: Env): CatalogConfig {
  return readEnv(env, (read) => ({
    runtime: readRuntimeConfig(read, 'catalog', { needsKeys: false }),
    databaseUrl: read.url('DATABASE_URL', { example: 'postgres://catalog:…@postgres:5432/switchyard' }),
    adapterAddress: readAddress(read, 'PROVIDER_ADAPTER_ADDRESS', 'provider-adapter'),
  }));
}
