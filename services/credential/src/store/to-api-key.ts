// A row of api_keys as the message that callers see.
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { ApiKeySchema, type ApiKey } from '@switchyard/proto/credential/v1/access_service';
import type { ApiKeyRow } from './tables.js';

/** Lists for people leave the hash out; those for key rings bring it with what the tenant permits. */
export function toApiKey(row: ApiKeyRow, more: { sha256?: Buffer; passthrough?: boolean } = {}): ApiKey {
  const { id, name, tenant, project, role, models, hint } = row;
  return create(ApiKeySchema, {
    id, name, tenant, project, role, models, hint,
    sha256: more.sha256,
    passthrough: more.passthrough ?? false,
    expiresAt: row.expires_at === null ? undefined : timestampFromDate(row.expires_at),
    revokedAt: row.revoked_at === null ? undefined : timestampFromDate(row.revoked_at),
    createdAt: timestampFromDate(row.created_at),
  });
}
