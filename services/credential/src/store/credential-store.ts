// Provider keys in Postgres. Every act on one is a transaction that locks it, checks that its rows are genuine, does the
// act, and writes the audit; an act whose audit could not be written did not happen.
import { AppError, Reason } from '@switchyard/common/errors';
import { orUnavailable, type Transaction } from '@switchyard/common/postgres';
import type { Act } from '../domain/audit-chain.js';
import { isSameSecret, openSecret, rewrapKey, sealSecret, type SecretIdentity } from '../domain/envelope.js';
import { isGenuine, makeHead } from '../domain/head.js';
import type { KeyEncryption } from '../domain/key-encryption.js';
import { decodeSecret, encodeSecret, fieldNames, hintOf, type SecretFields } from '../domain/secret.js';
import { isDrained, revokeAll, rotate, versionsAt, versionToUse, type CredentialVersion } from '../domain/version.js';
import { overlapDefaultMs } from '../limits.js';
import { appendAct, auditedGeneration } from './audit-log.js';
import { nextRevision } from './revisions.js';
import type { CredentialDatabase, CredentialTables } from './tables.js';
import { lockCredential, writeCredential, type StoredCredential } from './version-rows.js';

type Work = Transaction<CredentialTables>;

export interface Owner {
  readonly id: string;
  readonly provider: string;
  readonly tenant: string;
}

export interface OpenedSecret {
  readonly fields: Record<string, Buffer>;
  readonly version: number;
  readonly state: string;
}

export class CredentialStore {
  readonly #database: CredentialDatabase;
  readonly #keys: KeyEncryption;
  readonly #now: () => number;

  constructor({ database, keys, now }: { database: CredentialDatabase; keys: KeyEncryption; now: () => number }) {
    this.#database = database;
    this.#keys = keys;
    this.#now = now;
  }

  /** Seals a new credential, or a new version when the value differs. Returns whether anything changed. */
  store(owner: Owner, fields: SecretFields, actor: string): Promise<boolean> {
    return this.#transaction(async (work) => {
      await nextRevision(work, 'credentials');
      const known = await this.#lock(work, owner.id);
      if (known === undefined) {
        await this.#writeVersion(work, { owner, versions: [], generation: 0n, fields, overlapMs: 0, act: { actor, action: 'credential.stored', detail: `version 1 for provider ${owner.provider}` } });
        return true;
      }
      checkOwner(owner, known.head);
      const same = await this.#findSame(known, fields);
      if (same?.state === 'active' || same?.state === 'draining') throw unchanged;
      if (same?.state === 'revoked') throw revokedValue(owner.id);
      const detail = `version ${nextVersion(known.versions)}, replacing an older value`;
      await this.#writeVersion(work, { owner: known.head, versions: known.versions, generation: known.head.generation, fields, overlapMs: overlapDefaultMs, act: { actor, action: 'credential.rotated', detail } });
      return true;
    }).catch((error: unknown) => {
      if (error === unchanged) return false;
      throw error;
    });
  }

  rotate({ id, fields, overlapMs, actor }: { id: string; fields: SecretFields; overlapMs: number; actor: string }): Promise<void> {
    return this.#transaction(async (work) => {
      await nextRevision(work, 'credentials');
      const { head, versions } = await this.#lockKnown(work, id);
      if ((await this.#findSame({ head, versions }, fields))?.state === 'active') {
        throw new AppError(Reason.ALREADY_EXISTS, `The credential ${id} has this value already.`, { field: 'fields', nextStep: 'Rotate to a new value.' });
      }
      const detail = `version ${nextVersion(versions)}; the old one drains for ${overlapMs / 1000} s`;
      await this.#writeVersion(work, { owner: head, versions, generation: head.generation, fields, overlapMs, act: { actor, action: 'credential.rotated', detail } });
    });
  }

  /** Ends all versions. Revoking what is revoked is a no-op. */
  revoke({ id, reason, actor }: { id: string; reason: string; actor: string }): Promise<void> {
    return this.#transaction(async (work) => {
      await nextRevision(work, 'credentials');
      const { head, versions } = await this.#lockKnown(work, id);
      if (versions.every(({ state }) => state === 'revoked')) return;
      await this.#write(work, { owner: head, versions: revokeAll(versions), generation: head.generation, act: { actor, action: 'credential.revoked', detail: reason === '' ? 'no reason given' : reason } });
    });
  }

  /** Opens a key. The audit row is committed before this resolves. */
  use({ id, refusedVersion, purpose, actor }: { id: string; refusedVersion: number; purpose: string; actor: string }): Promise<OpenedSecret> {
    return this.#transaction(async (work) => {
      const { head, versions } = await this.#lockKnown(work, id);
      const version = versionToUse(versions, refusedVersion);
      if (version === undefined) throw nothingToUse(id, versions, refusedVersion);
      await appendAct(work, { atMs: this.#now(), actor, action: 'credential.used', subject: id, detail: `version ${version.version} for ${purpose}`, generation: undefined });
      await work.updateTable('credentials').set({ last_used_at: new Date(this.#now()) }).where('id', '=', id).execute();
      const plaintext = await openSecret(this.#keys, identityOf(head, version), version.secret);
      try {
        return { fields: decodeSecret(plaintext), version: version.version, state: version.state };
      } finally {
        plaintext.fill(0);
      }
    });
  }

  /** Wraps what an older key-encryption key wrapped anew, one credential at a time while reads go on. Returns how many. */
  async rewrapAll(actor: string): Promise<number> {
    const current = this.#keys.currentVersion;
    const behind = await this.#database.db
      .selectFrom('credentials')
      .select('id')
      .where((where) =>
        where.or([
          where('kek_version', '!=', current),
          where('id', 'in', where.selectFrom('credential_versions').select('credential_id').where('kek_version', '!=', current)),
        ]),
      )
      .orderBy('id')
      .execute();
    for (const { id } of behind) {
      await this.#transaction(async (work) => {
        const { head, versions } = await this.#lockKnown(work, id);
        const rewrapped = await Promise.all(versions.map(async (version) => ({ ...version, secret: await rewrapKey(this.#keys, identityOf(head, version), version.secret) })));
        await this.#write(work, { owner: head, versions: rewrapped, generation: head.generation, act: { actor, action: 'credential.rewrapped', detail: `under key-encryption key ${current}` } });
      });
    }
    return behind.length;
  }

  /** Writes down which versions have drained by now, so that watchers hear of it. Returns whether any had. */
  async sweepDrained(actor: string): Promise<boolean> {
    const due = await this.#database.db
      .selectFrom('credential_versions')
      .select('credential_id')
      .distinct()
      .where('state', '=', 'draining')
      .where('drains_until', '<=', new Date(this.#now()))
      .execute();
    for (const { credential_id: id } of due) {
      await this.#transaction(async (work) => {
        await nextRevision(work, 'credentials');
        const known = await this.#lockRaw(work, id);
        // Another replica may have been here first.
        if (known === undefined || !known.versions.some((version) => isDrained(version, this.#now()))) return;
        await this.#write(work, { owner: known.head, versions: versionsAt(known.versions, this.#now()), generation: known.head.generation, act: { actor, action: 'credential.drained', detail: 'the old version is revoked' } });
      });
    }
    return due.length > 0;
  }

  #transaction<T>(run: (work: Work) => Promise<T>): Promise<T> {
    return orUnavailable(this.#database.transaction(run));
  }

  async #lockKnown(work: Work, id: string): Promise<StoredCredential> {
    const known = await this.#lock(work, id);
    if (known === undefined) throw new AppError(Reason.NOT_FOUND, `There is no credential ${id}.`, { field: 'id', nextStep: 'List them with Credentials.ListCredentials.' });
    return known;
  }

  /** As it is now: what has drained counts as revoked. */
  async #lock(work: Work, id: string): Promise<StoredCredential | undefined> {
    const known = await this.#lockRaw(work, id);
    return known === undefined ? undefined : { head: known.head, versions: versionsAt(known.versions, this.#now()) };
  }

  async #lockRaw(work: Work, id: string): Promise<StoredCredential | undefined> {
    const known = await lockCredential(work, id);
    if (known === undefined) {
      if ((await auditedGeneration(work, id)) > 0n) throw tampered(id);
      return undefined;
    }
    if (!(await isGenuine(this.#keys, known.head, known.versions, await auditedGeneration(work, id)))) throw tampered(id);
    return known;
  }

  async #findSame({ head, versions }: StoredCredential, fields: SecretFields): Promise<CredentialVersion | undefined> {
    const plaintext = encodeSecret(fields);
    try {
      for (const version of versions.toReversed()) {
        if (await isSameSecret(this.#keys, identityOf(head, version), version.secret, plaintext)) return version;
      }
      return undefined;
    } finally {
      plaintext.fill(0);
    }
  }

  async #writeVersion(work: Work, { fields, overlapMs, ...rest }: Writing & { fields: SecretFields; overlapMs: number }): Promise<void> {
    const { owner, versions } = rest;
    const nowMs = this.#now();
    const version = nextVersion(versions);
    const plaintext = encodeSecret(fields);
    try {
      const secret = await sealSecret(this.#keys, { id: owner.id, provider: owner.provider, tenant: owner.tenant, version }, plaintext);
      const added: CredentialVersion = { version, state: 'next', fields: fieldNames(fields), hint: hintOf(fields), createdAtMs: nowMs, drainsUntilMs: undefined, secret };
      await this.#write(work, { ...rest, versions: rotate(versions, added, nowMs + overlapMs) });
    } finally {
      plaintext.fill(0);
    }
  }

  async #write(work: Work, { owner, versions, generation, act }: Writing): Promise<void> {
    const { id, provider, tenant } = owner;
    const head = await makeHead(this.#keys, { id, provider, tenant, generation: generation + 1n, versions });
    await writeCredential(work, { head, versions });
    await appendAct(work, { ...act, atMs: this.#now(), subject: id, generation: head.generation });
  }
}

interface Writing {
  readonly owner: Owner;
  readonly versions: readonly CredentialVersion[];
  /** Before the act. */
  readonly generation: bigint;
  readonly act: Pick<Act, 'actor' | 'action' | 'detail'>;
}

/** Thrown to undo the transaction: a no-op must not leave a new revision behind. */
const unchanged = new Error('The same value is stored already.');

function identityOf({ id, provider, tenant }: Owner, { version }: CredentialVersion): SecretIdentity {
  return { id, provider, tenant, version };
}

function nextVersion(versions: readonly CredentialVersion[]): number {
  return 1 + versions.reduce((highest, { version }) => Math.max(highest, version), 0);
}

function checkOwner(wanted: Owner, known: Owner): void {
  if (wanted.provider === known.provider && wanted.tenant === known.tenant) return;
  throw new AppError(Reason.ALREADY_EXISTS, `The credential ${known.id} belongs to provider ${known.provider}${known.tenant === '' ? '' : ` and tenant ${known.tenant}`}.`, {
    field: 'id',
    nextStep: 'Choose another id.',
  });
}

function revokedValue(id: string): AppError {
  return new AppError(Reason.ALREADY_EXISTS, `The credential ${id} had this value, and it was revoked.`, { field: 'fields', nextStep: 'Store a new value: a revoked one never comes back.' });
}

function nothingToUse(id: string, versions: readonly CredentialVersion[], refusedVersion: number): AppError {
  if (versions.every(({ state }) => state === 'revoked')) {
    return new AppError(Reason.PERMISSION_DENIED, `The credential ${id} was revoked.`, { field: 'id', nextStep: 'Store a new value with Credentials.StoreCredential.' });
  }
  return new AppError(Reason.NOT_FOUND, `The credential ${id} has no version but ${refusedVersion}, which the provider refused.`, {
    field: 'refused_version',
    nextStep: 'Rotate it to a value that the provider accepts.',
  });
}

function tampered(id: string): AppError {
  return new AppError(Reason.INTERNAL, `The stored rows of credential ${id} are not the newest that were written: they were changed or put back from outside.`, {
    nextStep: 'Compare schema credential with its audit, then store the credential anew under another id.',
  });
}
