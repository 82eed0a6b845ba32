// The API keys that are good now, by hash. Fed by Access.WatchKeys; asked on every call without I/O.
import { hash, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from '@switchyard/proto/credential/v1/access_service';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { AppError, Reason } from '../errors/index.js';
import type { KeyPrincipal, Role } from './principal.js';
import { roles } from './principal.js';

interface RingEntry {
  readonly sha256: Uint8Array;
  readonly principal: KeyPrincipal;
  readonly expiresAtMs: number;
}

const bearerPattern = /^Bearer\s+(\S+)$/i;

export class KeyRing {
  #entries = new Map<string, RingEntry>();
  #loaded = false;

  /** Replaces all keys. */
  replace(keys: readonly ApiKey[]): void {
    const next = new Map<string, RingEntry>();
    for (const key of keys) next.set(Buffer.from(key.sha256).toString('hex'), toEntry(key));
    this.#entries = next;
    this.#loaded = true;
  }

  get isLoaded(): boolean {
    return this.#loaded;
  }

  /** The principal behind an authorization header's value; throws UNAUTHENTICATED. nowMs is Unix time. */
  authenticate(authorization: string | undefined, nowMs: number): KeyPrincipal {
    const token = authorization === undefined ? undefined : bearerPattern.exec(authorization)?.[1];
    if (token === undefined) throw missingKey();
    return this.authenticateToken(token, nowMs);
  }

  /** The principal behind a bare key; throws UNAUTHENTICATED. */
  authenticateToken(token: string, nowMs: number): KeyPrincipal {
    if (!this.#loaded) {
      throw new AppError(Reason.STORE_UNAVAILABLE, 'The API keys have not been loaded yet.', { nextStep: 'Try again in a second.', retryAfterMs: 1000 });
    }
    const digest = hash('sha256', token, 'hex');
    const entry = this.#entries.get(digest);
    // The lookup is by digest, so its timing says nothing about the key; the full comparison guards against a wrong index.
    if (entry === undefined || !timingSafeEqual(entry.sha256, Buffer.from(digest, 'hex'))) throw unknownKey();
    if (nowMs >= entry.expiresAtMs) {
      throw new AppError(Reason.KEY_REVOKED, 'This API key has expired.', { nextStep: 'Ask an admin for a new key: switchyard keys create.' });
    }
    return entry.principal;
  }
}

function toEntry(key: ApiKey): RingEntry {
  const role = roles.find((known) => known === key.role) ?? ('caller' satisfies Role);
  return {
    sha256: key.sha256,
    expiresAtMs: key.expiresAt === undefined ? Number.POSITIVE_INFINITY : timestampMs(key.expiresAt),
    principal: {
      kind: 'key',
      keyId: key.id,
      tenant: key.tenant,
      project: key.project,
      role,
      models: key.models,
      passthrough: key.passthrough,
    },
  };
}

function missingKey(): AppError {
  return new AppError(Reason.UNAUTHENTICATED, 'No API key was given.', { nextStep: 'Send the header "authorization: Bearer sy_…".' });
}

function unknownKey(): AppError {
  return new AppError(Reason.UNAUTHENTICATED, 'This API key is not known, or was revoked.', {
    nextStep: 'Check the key for typing errors, or ask an admin for a new one: switchyard keys create.',
  });
}
