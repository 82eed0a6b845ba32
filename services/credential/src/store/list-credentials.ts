// All provider keys as they may be shown: without anything sealed.
import { create } from '@bufbuild/protobuf';
import { timestampFromDate, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { CredentialSchema, type Credential } from '@switchyard/proto/credential/v1/credential';
import { orUnavailable } from '@switchyard/common/postgres';
import { versionsAt, versionToShow, type CredentialVersion } from '../domain/version.js';
import { rotateAfterMs } from '../limits.js';
import { readRevision } from './revisions.js';
import type { CredentialDatabase, CredentialTables } from './tables.js';
import { versionOf } from './version-rows.js';

export interface CredentialList {
  readonly revision: bigint;
  /** In order of id. */
  readonly credentials: readonly Credential[];
}

/** The list and its revision belong together: both are read from one snapshot of the database. */
export function listCredentials(database: CredentialDatabase, nowMs: number): Promise<CredentialList> {
  return orUnavailable(
    database.transaction(
      async (work) => {
        const revision = await readRevision(work, 'credentials');
        const rows = await work.selectFrom('credentials').selectAll().orderBy('id').execute();
        const versions = Map.groupBy(await work.selectFrom('credential_versions').selectAll().execute(), (row) => row.credential_id);
        const credentials = rows.flatMap((row) => {
          const shown = versionToShow(versionsAt((versions.get(row.id) ?? []).map(versionOf), nowMs));
          return shown === undefined ? [] : [toMessage(row, shown)];
        });
        return { revision, credentials };
      },
      { isolation: 'repeatable read' },
    ),
  );
}

function toMessage(row: CredentialTables['credentials'], { version, state, fields, hint, createdAtMs }: CredentialVersion): Credential {
  return create(CredentialSchema, {
    id: row.id,
    provider: row.provider,
    tenant: row.tenant,
    version,
    state,
    fields: [...fields],
    hint,
    createdAt: timestampFromMs(createdAtMs),
    rotateBy: timestampFromMs(createdAtMs + rotateAfterMs),
    lastUsedAt: row.last_used_at === null ? undefined : timestampFromDate(row.last_used_at),
  });
}
