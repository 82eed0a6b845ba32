// The API keys that are good now, with their hashes: what WatchKeys gives to whoever checks callers.
import type { ApiKey } from '@switchyard/proto/credential/v1/access_service';
import { orUnavailable } from '@switchyard/common/postgres';
import { toApiKey } from './to-api-key.js';
import { readRevision } from './revisions.js';
import type { CredentialDatabase } from './tables.js';

export interface GoodKeys {
  readonly revision: bigint;
  readonly apiKeys: readonly ApiKey[];
}

/** Keys that are revoked, expired or of a disabled tenant are left out. The list and its revision are of one moment. */
export function listGoodKeys(database: CredentialDatabase, nowMs: number): Promise<GoodKeys> {
  return orUnavailable(
    database.transaction(
      async (work) => {
        const revision = await readRevision(work, 'keys');
        const rows = await work
          .selectFrom('api_keys')
          .innerJoin('tenants', 'tenants.name', 'api_keys.tenant')
          .selectAll('api_keys')
          .select('tenants.passthrough')
          .where('tenants.enabled', '=', true)
          .where('revoked_at', 'is', null)
          .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', new Date(nowMs))]))
          .orderBy('api_keys.tenant')
          .orderBy('api_keys.name')
          .execute();
        return { revision, apiKeys: rows.map((row) => toApiKey(row, { sha256: row.sha256, passthrough: row.passthrough })) };
      },
      { isolation: 'repeatable read' },
    ),
  );
}
