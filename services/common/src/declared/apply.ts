// Makes a declaration true: tenants and keys, provider keys, budgets, then the catalog. Each step is idempotent, so
// that an application that broke off is finished by the next one.
import type { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import type { Access } from '@switchyard/proto/credential/v1/access_service';
import type { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import type { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import type { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import { formatUsd } from '../money/index.js';
import type { Client } from '../grpc/index.js';
import { checkCredentials } from './check-credentials.js';
import type { Declared, DeclaredBudget, DeclaredTenant } from './declared.js';
import { locateRefusal } from './locate-refusal.js';
import { planCatalog } from './plan.js';

export interface ApplyClients {
  readonly access: Client<typeof Access>;
  readonly credentials: Client<typeof Credentials>;
  readonly budgets: Client<typeof Budgets>;
  readonly catalog: Client<typeof Catalog>;
  /** Asked for the types it knows when the catalog refuses one. */
  readonly adapter?: Client<typeof ProviderAdapter>;
}

export interface ApplyOptions {
  readonly declared: Declared;
  readonly clients: ApplyClients;
  /** Kept in the catalog's history. */
  readonly comment: string;
}

/** One call of a service while applying. */
const callTimeoutMs = 30_000;

/** Returns what changed, a sentence each; empty when all was true already. */
export async function applyDeclared({ declared, clients, comment }: ApplyOptions): Promise<string[]> {
  await checkTypes(declared, clients);
  const differences: string[] = [];
  for (const tenant of declared.tenants) differences.push(...(await applyTenant(tenant, clients)));
  for (const provider of declared.providers) {
    for (const { id, fields } of provider.credentials) {
      const bytes = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Buffer.from(value, 'utf8')]));
      const { changed } = await clients.credentials.storeCredential({ id, provider: provider.id, fields: bytes }, { timeoutMs: callTimeoutMs });
      if (changed) differences.push(`provider key ${id}: stored`);
    }
  }
  for (const tenant of declared.tenants) {
    for (const budget of tenant.budgets) differences.push(...(await applyBudget(tenant.name, budget, clients)));
  }
  return [...differences, ...(await changeCatalog({ declared, clients, comment }, false))];
}

/** What would change. Values of keys cannot be compared, so a known key is taken as unchanged. */
export async function previewDeclared({ declared, clients, comment }: ApplyOptions): Promise<string[]> {
  await checkTypes(declared, clients);
  const options = { timeoutMs: callTimeoutMs };
  const [{ tenants }, { apiKeys }, { credentials }, { budgets }] = await Promise.all([
    clients.access.listTenants({}, options),
    clients.access.listApiKeys({}, options),
    clients.credentials.listCredentials({}, options),
    clients.budgets.listBudgets({}, options),
  ]);
  const differences: string[] = [];
  for (const tenant of declared.tenants) {
    if (!tenants.some(({ name }) => name === tenant.name)) differences.push(`tenant ${tenant.name}: new`);
    for (const { name } of tenant.apiKeys) {
      if (!apiKeys.some((key) => key.tenant === tenant.name && key.name === name)) differences.push(`API key ${name} of ${tenant.name}: new`);
    }
    for (const budget of tenant.budgets) {
      const known = budgets.find((state) => state.budget?.tenant === tenant.name && state.budget.name === budget.name)?.budget;
      if (known === undefined) differences.push(`budget ${budget.name} of ${tenant.name}: new, ${describe(budget)}`);
      else if (known.limitPicousd !== budget.limitPicoUsd.toString() || known.hard !== budget.hard) differences.push(`budget ${budget.name} of ${tenant.name}: ${describe(budget)}`);
    }
  }
  for (const provider of declared.providers) {
    for (const { id } of provider.credentials) if (!credentials.some((known) => known.id === id)) differences.push(`provider key ${id}: new`);
  }
  return [...differences, ...(await changeCatalog({ declared, clients, comment }, true))];
}

/** Throws DeclaredError for a credential that its provider's type cannot use. Not reaching the adapter blocks nothing: the first call would tell. */
async function checkTypes(declared: Declared, { adapter }: ApplyClients): Promise<void> {
  const types = await adapter?.listProviders({}, { timeoutMs: callTimeoutMs }).then((answer) => answer.types, () => undefined);
  if (types !== undefined) checkCredentials(declared, types);
}

/** Throws DeclaredError where the catalog refuses what stands in the file. */
async function changeCatalog({ declared, clients, comment }: ApplyOptions, dryRun: boolean): Promise<readonly string[]> {
  const { changes, contentHash } = planCatalog(declared);
  const options = { timeoutMs: callTimeoutMs };
  try {
    const { differences } = await clients.catalog.change({ changes: [...changes], contentHash, comment, dryRun }, options);
    return differences;
  } catch (error) {
    const [snapshot, types] = await Promise.all([
      clients.catalog.getSnapshot({}, options).then((answer) => answer.snapshot, () => undefined),
      clients.adapter?.listProviders({}, options).then((answer) => answer.types.map(({ id }) => id), () => undefined),
    ]);
    throw locateRefusal(error, declared, { snapshot, types });
  }
}

async function applyTenant(tenant: DeclaredTenant, { access }: ApplyClients): Promise<string[]> {
  const options = { timeoutMs: callTimeoutMs };
  const stored = await access.putTenant({ tenant: { name: tenant.name, displayName: tenant.displayName, projects: [...tenant.projects], passthrough: tenant.passthrough, enabled: true } }, options);
  const differences = stored.changed ? [`tenant ${tenant.name}: stored`] : [];
  for (const { name, key, role, project, models } of tenant.apiKeys) {
    const created = await access.createApiKey({ name, tenant: tenant.name, role, project, models: [...models], declaredKey: key }, options);
    if (created.changed) differences.push(`API key ${name} of ${tenant.name}: stored`);
  }
  return differences;
}

async function applyBudget(tenant: string, budget: DeclaredBudget, { budgets }: ApplyClients): Promise<string[]> {
  const { name, window, limitPicoUsd, hard, scope, scopeId, zone, alertPercents } = budget;
  const wanted = { name, tenant, window, limitPicousd: limitPicoUsd.toString(), hard, scope, scopeId, zone, alertPercents: [...alertPercents] };
  const { changed } = await budgets.putBudget({ budget: wanted }, { timeoutMs: callTimeoutMs });
  return changed ? [`budget ${name} of ${tenant}: ${describe(budget)}`] : [];
}

function describe({ limitPicoUsd, window, hard }: DeclaredBudget): string {
  return `${formatUsd(limitPicoUsd)} USD a ${window}${hard ? ', hard' : ''}`;
}
