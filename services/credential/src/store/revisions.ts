// The revisions of what is watched. The row is locked by whoever changes something, so revisions are committed in order.
import type { Kysely, Transaction } from '@switchyard/common/postgres';
import type { CredentialTables } from './tables.js';

/** Call it first in a transaction that changes what is watched. */
export async function nextRevision(work: Transaction<CredentialTables>, name: 'keys' | 'credentials'): Promise<bigint> {
  const { revision } = await work
    .updateTable('revisions')
    .set((update) => ({ revision: update('revision', '+', 1n) }))
    .where('name', '=', name)
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
}

export async function readRevision(work: Kysely<CredentialTables>, name: 'keys' | 'credentials'): Promise<bigint> {
  return (await work.selectFrom('revisions').select('revision').where('name', '=', name).executeTakeFirstOrThrow()).revision;
}
