// Whether a principal may call a method. Each service declares its rules beside its handlers.
import { AppError, Reason } from '../errors/index.js';
import type { Principal, Role } from './principal.js';
import { describePrincipal } from './principal.js';

export interface AccessRule {
  /** Services that may call, by certificate. */
  readonly services?: readonly string[];
  /** Roles of API keys that may call; admin always may where any role may. */
  readonly roles?: readonly Role[];
}

function isAllowed(principal: Principal, rule: AccessRule): boolean {
  if (principal.kind === 'service') return rule.services?.includes(principal.service) ?? false;
  if (rule.roles === undefined) return false;
  return principal.role === 'admin' || rule.roles.includes(principal.role);
}

/** Throws PERMISSION_DENIED that names who, what and which roles would do. */
export function authorize(principal: Principal, rule: AccessRule, method: string): void {
  if (isAllowed(principal, rule)) return;
  const wanted = rule.roles === undefined ? 'no API key may call it' : `it needs role ${rule.roles.join(' or ')}`;
  throw new AppError(Reason.PERMISSION_DENIED, `${describePrincipal(principal)} may not call ${method}: ${wanted}.`, {
    nextStep: 'Use a key with such a role, or ask an admin for one.',
  });
}

/** The tenant of those who run the installation itself; its operators may change what all tenants share. */
export const platformTenant = 'switchyard';

/** Whether a principal sees and changes what belongs to all tenants, and not only what its own tenant owns. */
export function runsPlatform(principal: Principal): boolean {
  return principal.kind === 'service' || principal.role === 'admin' || principal.tenant === platformTenant;
}

/** Throws PERMISSION_DENIED for who has the role, but only in a tenant of its own. */
export function assertRunsPlatform(principal: Principal, what: string): void {
  if (runsPlatform(principal)) return;
  throw new AppError(Reason.PERMISSION_DENIED, `${describePrincipal(principal)} may not change ${what}: all tenants share it.`, {
    nextStep: `Use an admin's key, or an operator's of tenant ${platformTenant}.`,
  });
}

/** The tenant a call may look at: its own for keys, the named one for services and for admins. */
export function tenantScope(principal: Principal, requested: string): string {
  if (principal.kind === 'service' || principal.role === 'admin') return requested;
  if (requested !== '' && requested !== principal.tenant) {
    throw new AppError(Reason.PERMISSION_DENIED, `This key belongs to tenant ${principal.tenant} and cannot see tenant ${requested}.`, {
      field: 'tenant',
      nextStep: 'Leave the tenant out, or use a key of that tenant.',
    });
  }
  return principal.tenant;
}
