// The catalog of a run: the user's file, else the providers of the environment, else the sandbox; and always tenant dev.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyDeclared, declaredFromEnvironment, parseDeclared, type Declared } from '@switchyard/common/declared';
import { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { writeDevCatalog } from './dev-catalog.js';
import type { LocalOptions } from './options.js';
import type { Places } from './places.js';
import type { Running } from './running.js';
import type { LocalSecrets } from './secrets.js';
import type { Surroundings } from './surroundings.js';

export interface AppliedCatalog {
  /** A demonstration spends nothing that the user did not allow. */
  readonly maySpend: boolean;
  /** Empty asks the default model. */
  readonly demonstrationModel: string;
  readonly notes: readonly string[];
}

export interface ApplyCatalogOptions {
  readonly options: LocalOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly places: Places;
  readonly running: Running;
  readonly secrets: LocalSecrets;
  readonly surroundings: Surroundings;
}

/** The sandbox takes any key. */
const sandboxKey = 'sandbox';

export async function applyCatalog(given: ApplyCatalogOptions): Promise<AppliedCatalog> {
  const { running, secrets } = given;
  const chosen = chooseCatalog(given);
  const clients = {
    access: running.connect(Access, 'credential'),
    credentials: running.connect(Credentials, 'credential'),
    budgets: running.connect(Budgets, 'cost-ledger'),
    catalog: running.connect(Catalog, 'catalog'),
  };
  await applyDeclared({ declared: withDevTenant(chosen.declared, secrets), clients, comment: chosen.comment });
  return { maySpend: chosen.isSandbox || given.options.mayDemoReal, demonstrationModel: chosen.isSandbox ? 'quick' : (chosen.declared.models[0]?.name ?? ''), notes: chosen.notes };
}

interface Chosen {
  readonly declared: Declared;
  readonly isSandbox: boolean;
  readonly comment: string;
  readonly notes: readonly string[];
}

function chooseCatalog({ options, env, places, surroundings }: ApplyCatalogOptions): Chosen {
  const realKeys = 'No demonstration call was made, since it would spend on real keys: DEMO_REAL=1 allows it.';
  const readFile = (path: string): string => readFileSync(path, 'utf8');
  if (options.catalogFile !== undefined) {
    const declared = parseDeclared({ file: options.catalogFile, text: readFile(options.catalogFile), secrets: { env, readFile } });
    return { declared, isSandbox: false, comment: `applied ${options.catalogFile}`, notes: options.mayDemoReal ? [] : [realKeys] };
  }
  const fromEnvironment = declaredFromEnvironment(env);
  if (fromEnvironment !== undefined) {
    return { declared: fromEnvironment.declared, isSandbox: false, comment: 'from the environment', notes: [...fromEnvironment.notes, ...(options.mayDemoReal ? [] : [realKeys])] };
  }
  const file = join(places.run, 'switchyard.yaml');
  writeDevCatalog(file, surroundings.sandbox.baseUrls);
  const declared = parseDeclared({ file, text: readFile(file), secrets: { env: { SANDBOX_KEY: sandboxKey }, readFile } });
  return { declared, isSandbox: true, comment: 'the sandbox of make dev', notes: [`No provider key is in the environment, so the sandbox answers; its catalog is ${file}.`] };
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
