// Credentials over gRPC: check, ask the store, tell the watchers, answer.
import { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import type { Credential } from '@switchyard/proto/credential/v1/credential';
import { AppError, Reason } from '@switchyard/common/errors';
import { serve, type Call, type ServedService } from '@switchyard/common/grpc';
import { describePrincipal, runsPlatform } from '@switchyard/common/identity';
import { checkCredentialId, checkId, checkOverlap, checkPurpose, checkReason, checkSecret } from '../domain/validate.js';
import type { SecretFields } from '../domain/secret.js';
import type { CredentialEvents } from '../events.js';
import type { CredentialStore } from '../store/credential-store.js';
import type { Held } from '@switchyard/common/runtime';
import type { CredentialList } from '../store/list-credentials.js';
import { credentialsRules } from './access-rules.js';

export interface CredentialsOptions {
  readonly store: CredentialStore;
  readonly held: Held<CredentialList>;
  /** Reads the list from the database. */
  readonly list: () => Promise<CredentialList>;
  /** Resolves when what was just written is held. */
  readonly refresh: () => Promise<void>;
  readonly events: CredentialEvents;
}

export function credentialsService({ store, held, list, refresh, events }: CredentialsOptions): ServedService {
  const published = async (id: string, call: Call): Promise<Credential> => {
    await refresh();
    const credential = held.value.credentials.find((known) => known.id === id);
    if (credential === undefined) throw new AppError(Reason.NOT_FOUND, `There is no credential ${id}.`, { field: 'id' });
    events.credentialChanged({ id, state: credential.state, revision: held.value.revision, actor: describePrincipal(call.principal) });
    return credential;
  };

  return serve(Credentials, {
    access: credentialsRules,
    handlers: {
      async storeCredential(request, call) {
        checkId('provider', request.provider);
        const id = request.id === '' ? `${request.provider}-default` : request.id;
        checkCredentialId('id', id);
        if (request.tenant !== '') checkId('tenant', request.tenant);
        checkSecret(request.fields);
        const changed = await store.store({ id, provider: request.provider, tenant: request.tenant }, request.fields, describePrincipal(call.principal)).finally(() => forget(request.fields, call));
        if (changed) return { credential: await published(id, call), changed };
        await refresh();
        return { credential: held.value.credentials.find((known) => known.id === id), changed };
      },
      async useCredential(request, call) {
        checkCredentialId('id', request.id);
        checkPurpose(request.purpose);
        const actor = describePrincipal(call.principal);
        const { fields, version, state } = await store.use({ id: request.id, refusedVersion: request.refusedVersion, purpose: request.purpose, actor });
        events.credentialUsed({ id: request.id, version, purpose: request.purpose, actor });
        return { fields, version, state };
      },
      async rotateCredential(request, call) {
        checkCredentialId('id', request.id);
        checkSecret(request.fields);
        const overlapMs = checkOverlap(request.overlapS);
        await store.rotate({ id: request.id, fields: request.fields, overlapMs, actor: describePrincipal(call.principal) }).finally(() => forget(request.fields, call));
        return { credential: await published(request.id, call) };
      },
      async revokeCredential(request, call) {
        checkCredentialId('id', request.id);
        checkReason(request.reason);
        await store.revoke({ id: request.id, reason: request.reason, actor: describePrincipal(call.principal) });
        await published(request.id, call);
        return {};
      },
      async listCredentials(request, { principal }) {
        // Read anew: when a key was last used is no revision, and watchers do not need it.
        const { credentials } = await list();
        const isSeen = (tenant: string): boolean => principal.kind === 'service' || runsPlatform(principal) || tenant === '' || tenant === principal.tenant;
        return { credentials: credentials.filter(({ provider, tenant }) => (request.provider === '' || provider === request.provider) && isSeen(tenant)) };
      },
      watchCredentials: (request, call) => held.frames(call.signal, request.knownRevision, ({ credentials }) => ({ snapshot: true, credentials: [...credentials] })),
    },
  });
}

/** Zeroes what came over the wire. In one process the buffers are the caller's own, and it may still need them. */
function forget(fields: SecretFields, { port }: Call): void {
  if (port === 'in-process') return;
  for (const value of Object.values(fields)) value.fill(0);
}
