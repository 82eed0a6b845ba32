// The console's configuration, from its environment.
import { readEnv, type Env } from '@switchyard/common/config';
import { readAddress, readDoor, readRuntimeConfig, type DoorConfig, type RuntimeConfig } from '@switchyard/common/runtime';

export interface ConsoleConfig {
  readonly runtime: RuntimeConfig;
  readonly httpDoor: DoorConfig;
  readonly addresses: {
    readonly router: string;
    readonly catalog: string;
    readonly healthMonitor: string;
    readonly costLedger: string;
    readonly credential: string;
    readonly providerAdapter: string;
  };
}

export function loadConfig(env: Env): ConsoleConfig {
  return readEnv(env, (read) => {
    const runtime = readRuntimeConfig(read, 'console');
    return {
      runtime,
      httpDoor: readDoor(read, 'HTTP_DOOR_PORT', 7470),
      addresses: {
        router: readAddress(read, 'ROUTER_ADDRESS', 'router'),
        catalog: readAddress(read, 'CATALOG_ADDRESS', 'catalog'),
        healthMonitor: readAddress(read, 'HEALTH_MONITOR_ADDRESS', 'health-monitor'),
        costLedger: readAddress(read, 'COST_LEDGER_ADDRESS', 'cost-ledger'),
        credential: runtime.credentialAddress,
        providerAdapter: readAddress(read, 'PROVIDER_ADAPTER_ADDRESS', 'provider-adapter'),
      },
    };
  });
}
