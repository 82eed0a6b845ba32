// Who is calling: a service by its certificate, or somebody with an API key.

/** caller may only ask for answers; the others may also read or change what their name says; admin may do all. */
export type Role = 'caller' | 'viewer' | 'operator' | 'finance' | 'admin';

export const roles: readonly Role[] = ['caller', 'viewer', 'operator', 'finance', 'admin'];

export interface ServicePrincipal {
  readonly kind: 'service';
  /** The last part of spiffe://switchyard/<service>. */
  readonly service: string;
}

export interface KeyPrincipal {
  readonly kind: 'key';
  readonly keyId: string;
  readonly tenant: string;
  /** Empty when the key belongs to no project. */
  readonly project: string;
  readonly role: Role;
  /** Models the key is limited to; empty is all that the tenant sees. */
  readonly models: readonly string[];
  /** The tenant lets unknown request fields through to providers. */
  readonly passthrough: boolean;
}

export type Principal = ServicePrincipal | KeyPrincipal;

/** A short name for logs and audits: service:router, key:0192…. */
export function describePrincipal(principal: Principal): string {
  return principal.kind === 'service' ? `service:${principal.service}` : `key:${principal.keyId}`;
}
