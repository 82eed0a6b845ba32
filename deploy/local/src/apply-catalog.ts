// Makes the chosen catalog true, and always tenant dev with the keys of this run.
import { join } from 'node:path';
import { applyDeclared, type Declared } from '@switchyard/common/declared';
import { Catalog, type Snapshot } from '@switchyard/proto/catalog/v1/catalog_service';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { plainMistakes, readCatalogFile, type ChosenCatalog } from './choose-catalog.js';
import { sandboxKey, writeDevCatalog } from './dev-catalog.js';
import type { Places } from './places.js';
import type { Running } from './running.js';
import type { LocalSecrets } from './secrets.js';
import type { Surroundings } from './surroundings.js';

export interface AppliedCatalog {
  /** A model that can be asked for by name; undefined when the catalog has none. */
  readonly model: string | undefined;
  readonly notes: readonly string[];
}

export interface ApplyCatalogOptions {
  readonly chosen: ChosenCatalog;
  readonly places: Places;
  readonly running: Running;
  readonly secrets: LocalSecrets;
  readonly surroundings: Surroundings;
}

const snapshotTimeoutMs = 30_000;

export async function applyCatalog({ chosen, places, running, secrets, surroundings }: ApplyCatalogOptions): Promise<AppliedCatalog> {
  const { declared, notes } = chosen.declared === undefined ? sandboxCatalog(places, surroundings) : { declared: chosen.declared, notes: chosen.notes };
  const clients = {
    access: running.connect(Access, 'credential'),
    credentials: running.connect(Credentials, 'credential'),
    budgets: running.connect(Budgets, 'cost-ledger'),
    catalog: running.connect(Catalog, 'catalog'),
    adapter: running.connect(ProviderAdapter, 'provider-adapter'),
  };
  await applyDeclared({ declared: withDevTenant(declared, secrets), clients, comment: chosen.comment }).catch((error: unknown) => {
    throw plainMistakes(error);
  });
  const { snapshot } = await clients.catalog.getSnapshot({}, { timeoutMs: snapshotTimeoutMs });
  return { model: modelToAsk(declared, snapshot), notes };
}

function sandboxCatalog(places: Places, { sandbox }: Surroundings): { declared: Declared; notes: readonly string[] } {
  const file = join(places.run, 'switchyard.yaml');
  writeDevCatalog(file, sandbox.baseUrls);
  const declared = readCatalogFile(file, { SANDBOX_KEY: sandboxKey });
  return { declared, notes: [`No provider key is in the environment, so the sandbox answers; its catalog is ${file}.`] };
}

/** The default, else the first of the file, else any: whatever is told to a person must exist. */
export function modelToAsk({ defaults, models }: Pick<Declared, 'defaults' | 'models'>, snapshot: Pick<Snapshot, 'models'> | undefined): string | undefined {
  const enabled = (snapshot?.models ?? []).filter((model) => model.enabled).map(({ name }) => name);
  const wanted = [defaults?.model, ...(defaults?.chain ?? []), ...models.map(({ name }) => name)];
  return wanted.find((name) => name !== undefined && enabled.includes(name)) ?? enabled[0];
}

function withDevTenant(declared: Declared, { apiKey, adminKey }: LocalSecrets): Declared {
  const keys = [
    { name: 'local', key: apiKey, role: 'caller', project: '', models: [] },
    { name: 'local-admin', key: adminKey, role: 'admin', project: '', models: [] },
  ];
  const given = declared.tenants.find(({ name }) => name === 'dev');
  const dev = { name: 'dev', displayName: 'Local development', projects: [], passthrough: false, budgets: [], ...given, apiKeys: [...(given?.apiKeys ?? []), ...keys] };
  return { ...declared, tenants: [...declared.tenants.filter(({ name }) => name !== 'dev'), dev] };
}
