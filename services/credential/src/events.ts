// The credential service's business events: one helper each, which counts, logs and tells the other services.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { metrics } from '@opentelemetry/api';
import { CredentialChangedSchema } from '@switchyard/proto/event/v1/changed';
import { subjects } from '@switchyard/common/events';
import type { FactPublisher } from '@switchyard/common/runtime';
import type { Logger } from '@switchyard/common/telemetry';

const meter = metrics.getMeter('@switchyard/credential');

export interface CredentialEvents {
  credentialChanged(change: { id: string; state: string; revision: bigint; actor: string }): void;
  credentialUsed(use: { id: string; version: number; purpose: string; actor: string }): void;
  apiKeyChanged(change: { id: string; state: string; revision: bigint; actor: string }): void;
  tenantChanged(change: { name: string; revision: bigint; actor: string }): void;
  rewrapped(count: number): void;
}

export function credentialEvents({ logger, facts, now }: { logger: Logger; facts: FactPublisher; now: () => number }): CredentialEvents {
  const changes = meter.createCounter('switchyard_credential_changes_total', { description: 'Changes of provider keys, API keys and tenants.' });
  const uses = meter.createCounter('switchyard_credential_uses_total', { description: 'Provider keys that were opened, by purpose.' });
  const tell = (fact: { revision: bigint; credentialId?: string; apiKeyId?: string; state: string }): void =>
    facts.publish({
      subject: subjects.credentialChanged,
      type: 'switchyard.credential.changed.v1',
      data: toBinary(CredentialChangedSchema, create(CredentialChangedSchema, { ...fact, changedAt: timestampFromMs(now()) })),
    });
  return {
    credentialChanged({ id, state, revision, actor }) {
      changes.add(1, { kind: 'credential', state });
      logger.info({ event: 'credential changed', credential: id, state, revision: revision.toString(), actor }, 'credential changed');
      tell({ revision, credentialId: id, state });
    },
    credentialUsed({ id, version, purpose, actor }) {
      uses.add(1, { purpose });
      logger.info({ event: 'credential used', credential: id, version, purpose, actor }, 'credential used');
    },
    apiKeyChanged({ id, state, revision, actor }) {
      changes.add(1, { kind: 'api_key', state });
      logger.info({ event: 'api key changed', key_id: id, state, revision: revision.toString(), actor }, 'api key changed');
      tell({ revision, apiKeyId: id, state });
    },
    tenantChanged({ name, revision, actor }) {
      changes.add(1, { kind: 'tenant', state: 'changed' });
      logger.info({ event: 'tenant changed', tenant: name, revision: revision.toString(), actor }, 'tenant changed');
      tell({ revision, state: 'tenant changed' });
    },
    rewrapped(count) {
      if (count > 0) logger.info({ event: 'credentials rewrapped', count }, 'credentials are wrapped with the current key-encryption key now');
    },
  };
}
