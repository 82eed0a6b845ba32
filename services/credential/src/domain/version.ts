// The versions of one credential and the states they pass through: next -> active -> draining -> revoked.
//
// At most one version is active. Rotating makes the new version active and lets the old one drain for a while, so that
// calls that were started with it can end. What has drained is revoked by the clock, whether or not anybody wrote it down.
import type { SealedSecret } from './envelope.js';

export type VersionState = 'next' | 'active' | 'draining' | 'revoked';

export interface CredentialVersion {
  readonly version: number;
  readonly state: VersionState;
  readonly fields: readonly string[];
  readonly hint: string;
  readonly createdAtMs: number;
  /** Only of draining versions. */
  readonly drainsUntilMs: number | undefined;
  readonly secret: SealedSecret;
}

/** The versions as they are at a moment. */
export function versionsAt(versions: readonly CredentialVersion[], nowMs: number): readonly CredentialVersion[] {
  return versions.map((version) => (isDrained(version, nowMs) ? { ...version, state: 'revoked', drainsUntilMs: undefined } : version));
}

export function isDrained({ state, drainsUntilMs }: CredentialVersion, nowMs: number): boolean {
  return state === 'draining' && drainsUntilMs !== undefined && nowMs >= drainsUntilMs;
}

/** A new version takes over; what was active drains, what drained goes on draining. */
export function rotate(versions: readonly CredentialVersion[], added: CredentialVersion, drainsUntilMs: number): readonly CredentialVersion[] {
  const before = versions.map((version): CredentialVersion => (version.state === 'active' ? { ...version, state: 'draining', drainsUntilMs } : version));
  return [...before, { ...added, state: 'active' }];
}

export function revokeAll(versions: readonly CredentialVersion[]): readonly CredentialVersion[] {
  return versions.map((version) => ({ ...version, state: 'revoked', drainsUntilMs: undefined }));
}

/** The version to use: the active one, or, when the provider refused a version, the newest other one that still may be used. */
export function versionToUse(versions: readonly CredentialVersion[], refusedVersion: number): CredentialVersion | undefined {
  const usable = versions.filter(({ state, version }) => (state === 'active' || state === 'draining') && version !== refusedVersion);
  return refusedVersion === 0 ? usable.find(({ state }) => state === 'active') : usable.toSorted((a, b) => b.version - a.version)[0];
}

/** What lists show: the active version, else the newest. */
export function versionToShow(versions: readonly CredentialVersion[]): CredentialVersion | undefined {
  return versions.find(({ state }) => state === 'active') ?? versions.toSorted((a, b) => b.version - a.version)[0];
}
