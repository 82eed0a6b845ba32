// health-monitor's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readAddress, readRuntimeConfig, type RuntimeConfig } from '@switchyard/common/runtime';

export interface HealthMonitorConfig {
  readonly runtime: RuntimeConfig;
  readonly databaseUrl: string;
  readonly catalogAddress: string;
  readonly adapterAddress: string;
}

export function loadConfig(env: Env): HealthMonitorConfig {
  return readEnv(env, (read) => ({
    runtime: readRuntimeConfig(read, 'health-monitor'),
    databaseUrl: read.url('DATABASE_URL', { example: 'postgres://user:password@host:5432/switchyard' }),
    catalogAddress: readAddress(read, 'CATALOG_ADDRESS', 'catalog'),
    adapterAddress: readAddress(read, 'PROVIDER_ADAPTER_ADDRESS', 'provider-adapter'),
  }));
}
