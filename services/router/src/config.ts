// The router's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readAddress, readDoor, readRuntimeConfig, type DoorConfig, type RuntimeConfig } from '@switchyard/common/runtime';

export interface RouterConfig {
  readonly runtime: RuntimeConfig;
  /** gRPC with API keys. */
  readonly grpcDoor: DoorConfig;
  /** OpenAI-compatible HTTP with API keys. */
  readonly httpDoor: DoorConfig;
  /** Journal and catalog snapshot live here; a volume that survives restarts. */
  readonly dataDirectory: string;
  readonly journalBytesMax: number;
  readonly catalogAddress: string;
  readonly healthAddress: string;
  readonly ledgerAddress: string;
  readonly adapterAddress: string;
  /** Connections to the adapters; tenants' cancels on one do not disturb the others. */
  readonly adapterSessions: number;
}

export function loadConfig(env: Env): RouterConfig {
  return readEnv(env, (read) => ({
    runtime: readRuntimeConfig(read, 'router'),
    grpcDoor: readDoor(read, 'GRPC_DOOR_PORT', 7400),
    httpDoor: readDoor(read, 'HTTP_DOOR_PORT', 7480),
    dataDirectory: read.file('DATA_DIR', { example: '/var/lib/switchyard/router' }),
    journalBytesMax: read.integer('JOURNAL_BYTES_MAX', { default: 1024 ** 3, min: 16 * 1024 ** 2 }),
    catalogAddress: readAddress(read, 'CATALOG_ADDRESS', 'catalog'),
    healthAddress: readAddress(read, 'HEALTH_MONITOR_ADDRESS', 'health-monitor'),
    ledgerAddress: readAddress(read, 'COST_LEDGER_ADDRESS', 'cost-ledger'),
    adapterAddress: readAddress(read, 'PROVIDER_ADAPTER_ADDRESS', 'provider-adapter'),
    adapterSessions: read.integer('ADAPTER_SESSIONS', { default: 4, min: 1, max: 64 }),
  }));
}
