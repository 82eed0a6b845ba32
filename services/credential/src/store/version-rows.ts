// Versions and heads between the tables and the domain.
import type { Transaction } from '@switchyard/common/postgres';
import type { CredentialHead } from '../domain/head.js';
import type { CredentialVersion, VersionState } from '../domain/version.js';
import type { CredentialTables, VersionRow } from './tables.js';

type Work = Transaction<CredentialTables>;

export interface StoredCredential {
  readonly head: CredentialHead;
  readonly versions: readonly CredentialVersion[];
}

/** Locked until the transaction ends; undefined when there is none. */
export async function lockCredential(work: Work, id: string): Promise<StoredCredential | undefined> {
  const row = await work.selectFrom('credentials').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) return undefined;
  const versions = await work.selectFrom('credential_versions').selectAll().where('credential_id', '=', id).orderBy('version').execute();
  const { provider, tenant, generation, kek_version: kekVersion, mac } = row;
  return { head: { id, provider, tenant, generation, kekVersion, mac }, versions: versions.map(versionOf) };
}

export async function writeCredential(work: Work, { head, versions }: StoredCredential): Promise<void> {
  const { id, provider, tenant, generation, kekVersion, mac } = head;
  const row = { provider, tenant, generation, kek_version: kekVersion, mac };
  await work.insertInto('credentials').values({ id, ...row, last_used_at: null }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute();
  for (const version of versions) {
    const values = rowOf(id, version);
    await work.insertInto('credential_versions').values(values).onConflict((conflict) => conflict.columns(['credential_id', 'version']).doUpdateSet(values)).execute();
  }
}

export function versionOf(row: VersionRow): CredentialVersion {
  return {
    version: row.version,
    state: row.state as VersionState,
    fields: row.fields,
    hint: row.hint,
    createdAtMs: row.created_at.getTime(),
    drainsUntilMs: row.drains_until?.getTime(),
    secret: { algorithm: row.algorithm, wrappedKey: { kekVersion: row.kek_version, bytes: row.wrapped_key }, sealed: row.sealed, fingerprint: row.fingerprint },
  };
}

function rowOf(id: string, { version, state, fields, hint, createdAtMs, drainsUntilMs, secret }: CredentialVersion): VersionRow {
  return {
    credential_id: id,
    version,
    state,
    fields: [...fields],
    hint,
    created_at: new Date(createdAtMs),
    drains_until: drainsUntilMs === undefined ? null : new Date(drainsUntilMs),
    algorithm: secret.algorithm,
    kek_version: secret.wrappedKey.kekVersion,
    wrapped_key: secret.wrappedKey.bytes,
    sealed: secret.sealed,
    fingerprint: secret.fingerprint,
  };
}
