// Access over gRPC: check, ask the store, tell the watchers, answer.
import { timestampDate, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Access } from '@switchyard/proto/credential/v1/access_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { nextNumberedCursor, numberedPage, serve, type ServedService } from '@switchyard/common/grpc';
import { describePrincipal, tenantScope } from '@switchyard/common/identity';
import { orUnavailable } from '@switchyard/common/postgres';
import { checkDeclaredKey, checkId, checkKeyName, checkModels, checkReason, checkRole, checkTenant } from '../domain/validate.js';
import type { CredentialEvents } from '../events.js';
import type { AccessStore, KeyScope } from '../store/access-store.js';
import { readAudit } from '../store/audit-log.js';
import type { Held } from '@switchyard/common/runtime';
import type { GoodKeys } from '../store/list-good-keys.js';
import type { CredentialDatabase, TenantRow } from '../store/tables.js';
import { toApiKey } from '../store/to-api-key.js';
import { accessRules } from './access-rules.js';

export interface AccessOptions {
  readonly store: AccessStore;
  readonly database: CredentialDatabase;
  readonly held: Held<GoodKeys>;
  /** Resolves when what was just written is held. */
  readonly refresh: () => Promise<void>;
  readonly events: CredentialEvents;
}

export function accessService({ store, database, held, refresh, events }: AccessOptions): ServedService {
  return serve(Access, {
    access: accessRules,
    handlers: {
      async putTenant({ tenant }, call) {
        if (tenant === undefined) throw new AppError(Reason.MISSING_FIELD, 'tenant is missing.', { field: 'tenant', nextStep: 'Give it a name such as acme.' });
        checkTenant(tenant);
        const { name, displayName, projects, passthrough, enabled } = tenant;
        const actor = describePrincipal(call.principal);
        const { row, changed } = await store.putTenant({ name, display_name: displayName, projects, passthrough, enabled }, actor);
        if (changed) {
          await refresh();
          events.tenantChanged({ name, revision: held.value.revision, actor });
        }
        return { tenant: toTenant(row), changed };
      },
      async listTenants(_request, call) {
        const own = tenantScope(call.principal, '');
        const rows = await store.listTenants();
        return { tenants: rows.filter(({ name }) => own === '' || name === own).map(toTenant) };
      },
      async createApiKey(request, call) {
        checkKeyName(request.name);
        checkId('tenant', request.tenant);
        if (request.project !== '') checkId('project', request.project);
        checkModels(request.models);
        const scope: KeyScope = {
          name: request.name,
          tenant: request.tenant,
          project: request.project,
          role: checkRole(request.role),
          models: request.models,
          expiresAt: request.expiresAt === undefined ? undefined : timestampDate(request.expiresAt),
        };
        if (request.declaredKey !== '') checkDeclaredKey(request.declaredKey);
        const actor = describePrincipal(call.principal);
        const { row, key, changed } = request.declaredKey === '' ? await store.createKey(scope, actor) : await store.declareKey(scope, request.declaredKey, actor);
        if (changed) {
          await refresh();
          events.apiKeyChanged({ id: row.id, state: 'good', revision: held.value.revision, actor });
        }
        return { apiKey: toApiKey(row), key: key ?? '', changed };
      },
      async listApiKeys(request, call) {
        const rows = await store.listKeys(tenantScope(call.principal, request.tenant));
        return { apiKeys: rows.map((row) => toApiKey(row)) };
      },
      async revokeApiKey(request, call) {
        checkReason(request.reason);
        const actor = describePrincipal(call.principal);
        await store.revokeKey({ id: request.id, reason: request.reason, actor });
        await refresh();
        events.apiKeyChanged({ id: request.id, state: 'revoked', revision: held.value.revision, actor });
        return {};
      },
      watchKeys: (request, call) => held.frames(call.signal, request.knownRevision, ({ apiKeys }) => ({ snapshot: true, apiKeys: [...apiKeys] })),
      async listAudit({ page }) {
        const { size, before } = numberedPage(page);
        const entries = await orUnavailable(readAudit(database, { size, before }));
        return {
          entries: entries.slice(0, size).map(({ sequence, atMs, actor, action, subject, detail, hash }) => ({ sequence, at: timestampFromMs(atMs), actor, action, subject, detail, hash })),
          page: { nextCursor: nextNumberedCursor(entries, size, ({ sequence }) => sequence) },
        };
      },
    },
  });
}

function toTenant({ name, display_name: displayName, projects, passthrough, enabled }: TenantRow) {
  return { name, displayName, projects, passthrough, enabled };
}
