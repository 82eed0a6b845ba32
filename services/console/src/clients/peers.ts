// Clients to every service: the console owns nothing and shows everything.
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Health } from '@switchyard/proto/health/v1/health_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { Router } from '@switchyard/proto/router/v1/router_service';
import type { Client } from '@switchyard/common/grpc';
import type { Runtime } from '@switchyard/common/runtime';
import type { ConsoleConfig } from '../config.js';

export interface Peers {
  readonly router: Client<typeof Router>;
  readonly catalog: Client<typeof Catalog>;
  readonly health: Client<typeof Health>;
  readonly ledger: Client<typeof Ledger>;
  readonly budgets: Client<typeof Budgets>;
  readonly access: Client<typeof Access>;
  readonly credentials: Client<typeof Credentials>;
  readonly providerAdapter: Client<typeof ProviderAdapter>;
}

export function connectPeers({ connect }: Runtime, { addresses }: ConsoleConfig): Peers {
  return {
    router: connect(Router, addresses.router),
    catalog: connect(Catalog, addresses.catalog),
    health: connect(Health, addresses.healthMonitor),
    ledger: connect(Ledger, addresses.costLedger),
    budgets: connect(Budgets, addresses.costLedger),
    access: connect(Access, addresses.credential),
    credentials: connect(Credentials, addresses.credential),
    providerAdapter: connect(ProviderAdapter, addresses.providerAdapter),
  };
}

/** Every service that may be reached through the console, by its full name. */
export const reachable = {
  [Router.typeName]: { service: Router, peer: 'router' },
  [Catalog.typeName]: { service: Catalog, peer: 'catalog' },
  [Health.typeName]: { service: Health, peer: 'health' },
  [Ledger.typeName]: { service: Ledger, peer: 'ledger' },
  [Budgets.typeName]: { service: Budgets, peer: 'budgets' },
  [Access.typeName]: { service: Access, peer: 'access' },
  [Credentials.typeName]: { service: Credentials, peer: 'credentials' },
  [ProviderAdapter.typeName]: { service: ProviderAdapter, peer: 'providerAdapter' },
} as const;
