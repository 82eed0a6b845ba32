// Provider keys in memory: fetched when needed, kept for a minute, dropped at once when they are revoked, and
// overwritten with zeros when dropped.
import { ErrorClass } from '@switchyard/proto/common/v1/attempt';
import type { Credential } from '@switchyard/proto/credential/v1/credential';
import type { Credentials } from '@switchyard/proto/credential/v1/credentials_service';
import { AppError, Reason, toAppError } from '@switchyard/common/errors';
import type { Client } from '@switchyard/common/grpc';
import type { Clock } from '@switchyard/common/lifecycle';
import { VendorFailure } from '../adapter/vendor-failure.js';
import type { CredentialPurpose, CredentialReader, Secret } from '../domain/ports.js';
import { credentialFetchMs } from '../limits.js';
import { HeldSecret } from './held-secret.js';

export interface CredentialCacheOptions {
  readonly credentials: Pick<Client<typeof Credentials>, 'useCredential'>;
  /** A key is fetched again after this. */
  readonly ttlMs: number;
  /** While credential is away, a key is used no longer than this after its fetch. */
  readonly staleMaxMs: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** A key older than its time is used, because credential is away. */
  onStale(id: string, ageMs: number): void;
}

/** Answers that say: this key is not to be used. Anything else only says that credential cannot answer now. */
const denials: ReadonlySet<Reason> = new Set([Reason.NOT_FOUND, Reason.PERMISSION_DENIED, Reason.KEY_REVOKED, Reason.UNAUTHENTICATED]);

export class CredentialCache implements CredentialReader {
  readonly #options: CredentialCacheOptions;
  readonly #held = new Map<string, HeldSecret>();
  readonly #fetching = new Map<string, Promise<HeldSecret>>();
  /** The newest version that a provider refused, by credential. */
  readonly #refused = new Map<string, number>();

  constructor(options: CredentialCacheOptions) {
    this.#options = options;
  }

  async use(id: string, purpose: CredentialPurpose): Promise<Secret> {
    const held = this.#held.get(id);
    if (held !== undefined && this.#ageMs(held) < this.#options.ttlMs) return held;
    try {
      return await this.#fetchOnce(id, purpose);
    } catch (error) {
      return this.#withoutAnswer(id, error);
    }
  }

  refused(secret: Secret): void {
    this.#refused.set(secret.id, Math.max(secret.version, this.#refused.get(secret.id) ?? 0));
    if (this.#held.get(secret.id)?.version === secret.version) this.#drop(secret.id);
  }

  /** What WatchCredentials says is there now: everything else, and every version that is not the newest, is dropped. */
  reconcile(credentials: readonly Credential[]): void {
    const newest = new Map(credentials.filter(({ state }) => state !== 'revoked').map(({ id, version }) => [id, version]));
    for (const [id, { version }] of this.#held) if (newest.get(id) !== version) this.#drop(id);
  }

  close(): void {
    for (const id of [...this.#held.keys()]) this.#drop(id);
  }

  /** Attempts that come together share one fetch, and so one audit row. */
  #fetchOnce(id: string, purpose: CredentialPurpose): Promise<HeldSecret> {
    const running = this.#fetching.get(id);
    if (running !== undefined) return running;
    const fetching = this.#fetch(id, purpose).finally(() => this.#fetching.delete(id));
    this.#fetching.set(id, fetching);
    return fetching;
  }

  async #fetch(id: string, purpose: CredentialPurpose): Promise<HeldSecret> {
    const refusedVersion = this.#refused.get(id) ?? 0;
    const { fields, version } = await this.#options.credentials.useCredential({ id, purpose, refusedVersion }, { timeoutMs: credentialFetchMs });
    if (version > refusedVersion) this.#refused.delete(id);
    this.#drop(id);
    const held = new HeldSecret({ id, version, fields, fetchedMs: this.#options.clock.monotonicMs() });
    this.#held.set(id, held);
    return held;
  }

  #withoutAnswer(id: string, error: unknown): Secret {
    const { reason, message } = toAppError(error);
    if (denials.has(reason)) {
      this.#drop(id);
      throw new VendorFailure({ origin: 'order', errorClass: ErrorClass.CREDENTIAL, message: `Credential ${id} may not be used: ${message}` }, error);
    }
    const held = this.#held.get(id);
    const ageMs = held === undefined ? Number.POSITIVE_INFINITY : this.#ageMs(held);
    if (held !== undefined && ageMs <= this.#options.staleMaxMs) {
      this.#options.onStale(id, ageMs);
      return held;
    }
    this.#drop(id);
    throw new AppError(Reason.SECRET_UNAVAILABLE, `The key ${id} cannot be fetched now.`, { cause: error, nextStep: 'Check the credential service.' });
  }

  #ageMs({ fetchedMs }: HeldSecret): number {
    return this.#options.clock.monotonicMs() - fetchedMs;
  }

  #drop(id: string): void {
    this.#held.get(id)?.erase();
    this.#held.delete(id);
  }
}
