// Tenants and API keys in Postgres. Each change is one transaction with its audit row and its revision.
import { randomUUID } from 'node:crypto';
import { AppError, Reason } from '@switchyard/common/errors';
import { isUniqueViolation, orUnavailable, type Transaction } from '@switchyard/common/postgres';
import { describeKey, makeKey, type NewKey } from '../domain/api-key.js';
import { appendAct } from './audit-log.js';
import { nextRevision } from './revisions.js';
import type { ApiKeyRow, CredentialDatabase, CredentialTables, TenantRow } from './tables.js';

type Work = Transaction<CredentialTables>;

/** What a key may do; changing it is not changing the key. */
export interface KeyScope {
  readonly name: string;
  readonly tenant: string;
  readonly project: string;
  readonly role: string;
  readonly models: readonly string[];
  readonly expiresAt: Date | undefined;
}

export interface KeptKey {
  readonly row: ApiKeyRow;
  /** Shown once; undefined when the caller declared it. */
  readonly key: string | undefined;
  readonly changed: boolean;
}

export class AccessStore {
  readonly #database: CredentialDatabase;
  readonly #now: () => number;

  constructor({ database, now }: { database: CredentialDatabase; now: () => number }) {
    this.#database = database;
    this.#now = now;
  }

  /** Creates a tenant or changes it; projects that are left out go, keys in them keep their name. */
  putTenant(tenant: TenantRow, actor: string): Promise<{ row: TenantRow; changed: boolean }> {
    return this.#transaction(async (work) => {
      const known = await work.selectFrom('tenants').select(['name', 'display_name', 'projects', 'passthrough', 'enabled']).where('name', '=', tenant.name).forUpdate().executeTakeFirst();
      if (known !== undefined && isSame(known, tenant)) return { row: known, changed: false };
      await nextRevision(work, 'keys');
      const values = { ...tenant, projects: [...tenant.projects] };
      await work.insertInto('tenants').values(values).onConflict((conflict) => conflict.column('name').doUpdateSet(values)).execute();
      await this.#audit(work, { actor, action: known === undefined ? 'tenant.created' : 'tenant.changed', subject: tenant.name, detail: describeTenant(tenant) });
      return { row: tenant, changed: true };
    });
  }

  async listTenants(): Promise<readonly TenantRow[]> {
    return orUnavailable(this.#database.db.selectFrom('tenants').select(['name', 'display_name', 'projects', 'passthrough', 'enabled']).orderBy('name').execute());
  }

  /** Makes a key and shows it this once. */
  createKey(scope: KeyScope, actor: string): Promise<KeptKey> {
    return this.#transaction(async (work) => {
      await nextRevision(work, 'keys');
      await checkScope(work, scope);
      if ((await goodKeyNamed(work, scope)) !== undefined) throw nameTaken(scope);
      const made = makeKey();
      return { row: await this.#insert(work, { scope, made, isDeclared: false, actor }), key: made.key, changed: true };
    });
  }

  /**
   * Keeps a key that the caller brought. The same again changes nothing; with another scope it changes the scope. Another
   * value under the name of an earlier declared key replaces that key, which is revoked with it: a declaration says how
   * things shall be.
   */
  declareKey(scope: KeyScope, declared: string, actor: string): Promise<KeptKey> {
    const made = describeKey(declared);
    return this.#transaction(async (work) => {
      await checkScope(work, scope);
      const known = await work.selectFrom('api_keys').selectAll().where('sha256', '=', made.sha256).executeTakeFirst();
      if (known !== undefined && hasScope(known, scope) && known.revoked_at === null) return { row: known, key: undefined, changed: false };
      await nextRevision(work, 'keys');
      if (known !== undefined) return this.#rescope(work, { known, scope, actor });
      const named = await goodKeyNamed(work, scope);
      if (named?.is_declared === false) throw nameTaken(scope);
      if (named !== undefined) await this.#revoke(work, named, { actor, reason: 'replaced by a newly declared value' });
      return { row: await this.#insert(work, { scope, made, isDeclared: true, actor }), key: undefined, changed: true };
    });
  }

  async listKeys(tenant: string): Promise<readonly ApiKeyRow[]> {
    let query = this.#database.db.selectFrom('api_keys').selectAll().orderBy('tenant').orderBy('name').orderBy('created_at');
    if (tenant !== '') query = query.where('tenant', '=', tenant);
    return orUnavailable(query.execute());
  }

  /** Revoking what is revoked is a no-op. */
  revokeKey({ id, reason, actor }: { id: string; reason: string; actor: string }): Promise<void> {
    return this.#transaction(async (work) => {
      await nextRevision(work, 'keys');
      const known = await work.selectFrom('api_keys').selectAll().where('id', '=', id).executeTakeFirst();
      if (known === undefined) throw new AppError(Reason.NOT_FOUND, `There is no API key ${id}.`, { field: 'id', nextStep: 'List them with Access.ListApiKeys.' });
      if (known.revoked_at === null) await this.#revoke(work, known, { actor, reason: reason === '' ? 'no reason given' : reason });
    });
  }

  async #insert(work: Work, { scope, made, isDeclared, actor }: { scope: KeyScope; made: NewKey; isDeclared: boolean; actor: string }): Promise<ApiKeyRow> {
    const row: ApiKeyRow = {
      id: randomUUID(),
      ...columnsOf(scope),
      sha256: made.sha256,
      hint: made.hint,
      is_declared: isDeclared,
      revoked_at: null,
      created_at: new Date(this.#now()),
    };
    await work.insertInto('api_keys').values(row).execute();
    await this.#audit(work, { actor, action: 'api_key.created', subject: row.id, detail: describeScope(scope) });
    return row;
  }

  async #rescope(work: Work, { known, scope, actor }: { known: ApiKeyRow; scope: KeyScope; actor: string }): Promise<KeptKey> {
    // Neither refusal says whose the key is: the caller may have found it somewhere.
    if (known.tenant !== scope.tenant) {
      throw new AppError(Reason.ALREADY_EXISTS, 'This value is the API key of another tenant.', { field: 'declared_key', nextStep: 'Make a key of its own for each tenant.' });
    }
    if (known.revoked_at !== null) {
      throw new AppError(Reason.ALREADY_EXISTS, 'This API key was revoked, and a revoked key never comes back.', { field: 'declared_key', nextStep: 'Declare a new value.' });
    }
    const columns = columnsOf(scope);
    await work.updateTable('api_keys').set(columns).where('id', '=', known.id).execute();
    await this.#audit(work, { actor, action: 'api_key.changed', subject: known.id, detail: describeScope(scope) });
    return { row: { ...known, ...columns }, key: undefined, changed: true };
  }

  async #revoke(work: Work, { id }: ApiKeyRow, { actor, reason }: { actor: string; reason: string }): Promise<void> {
    await work.updateTable('api_keys').set({ revoked_at: new Date(this.#now()) }).where('id', '=', id).execute();
    await this.#audit(work, { actor, action: 'api_key.revoked', subject: id, detail: reason });
  }

  #audit(work: Work, act: { actor: string; action: string; subject: string; detail: string }): Promise<void> {
    return appendAct(work, { ...act, atMs: this.#now(), generation: undefined });
  }

  async #transaction<T>(run: (work: Work) => Promise<T>): Promise<T> {
    try {
      return await orUnavailable(this.#database.transaction(run));
    } catch (error) {
      // Two callers took the same name or value at the same moment; the other one was first.
      if (isUniqueViolation(error)) throw new AppError(Reason.ALREADY_EXISTS, 'A key of this name or value was made at the same moment.', { field: 'name', nextStep: 'List the keys and try again.', cause: error });
      throw error;
    }
  }
}

async function checkScope(work: Work, { tenant, project }: KeyScope): Promise<void> {
  const row = await work.selectFrom('tenants').select('projects').where('name', '=', tenant).executeTakeFirst();
  if (row === undefined) {
    throw new AppError(Reason.UNKNOWN_TENANT, `There is no tenant ${JSON.stringify(tenant)}.`, { field: 'tenant', nextStep: 'Create it with Access.PutTenant, or correct its name.' });
  }
  if (project !== '' && !row.projects.includes(project)) {
    throw new AppError(Reason.INVALID_FIELD, `The tenant ${tenant} has no project ${JSON.stringify(project)}.`, { field: 'project', nextStep: 'Add it with Access.PutTenant, or leave the project out.' });
  }
}

function goodKeyNamed(work: Work, { tenant, name }: KeyScope): Promise<ApiKeyRow | undefined> {
  return work.selectFrom('api_keys').selectAll().where('tenant', '=', tenant).where('name', '=', name).where('revoked_at', 'is', null).executeTakeFirst();
}

function nameTaken({ tenant, name }: KeyScope): AppError {
  return new AppError(Reason.ALREADY_EXISTS, `The tenant ${tenant} has a key named ${JSON.stringify(name)} already.`, { field: 'name', nextStep: 'Choose another name, or revoke that key first.' });
}

function columnsOf({ name, tenant, project, role, models, expiresAt }: KeyScope) {
  return { name, tenant, project, role, models: [...models], expires_at: expiresAt ?? null };
}

function hasScope(row: ApiKeyRow, scope: KeyScope): boolean {
  const { name, tenant, project, role, models, expires_at: expiresAt } = columnsOf(scope);
  return (
    row.name === name && row.tenant === tenant && row.project === project && row.role === role &&
    row.models.join('\n') === models.join('\n') && row.expires_at?.getTime() === expiresAt?.getTime()
  );
}

function isSame(known: TenantRow, wanted: TenantRow): boolean {
  return (
    known.display_name === wanted.display_name && known.passthrough === wanted.passthrough && known.enabled === wanted.enabled &&
    known.projects.join('\n') === wanted.projects.join('\n')
  );
}

function describeTenant({ projects, passthrough, enabled }: TenantRow): string {
  return [enabled ? 'enabled' : 'disabled', passthrough ? 'with passthrough' : 'without passthrough', `projects: ${projects.join(', ') || 'none'}`].join('; ');
}

function describeScope({ name, tenant, project, role, models }: KeyScope): string {
  return `${JSON.stringify(name)} of tenant ${tenant}${project === '' ? '' : ` and project ${project}`}, role ${role}, models: ${models.join(', ') || 'all'}`;
}
