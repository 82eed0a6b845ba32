// Who may call what.
import type { AccessRules } from '@switchyard/common/grpc';
import type { Catalog } from '@switchyard/proto/catalog/v1/catalog_service';
import { assertRunsPlatform, runsPlatform, type Principal } from '@switchyard/common/identity';
import type { Change } from '@switchyard/proto/catalog/v1/catalog_service';

const everyService = ['router', 'provider-adapter', 'health-monitor', 'cost-ledger', 'credential', 'console', 'applier', 'cli'];
const readers = { services: everyService, roles: ['viewer', 'operator', 'finance'] } as const;

export const catalogRules: AccessRules<typeof Catalog> = {
  getSnapshot: readers,
  watchSnapshots: { services: everyService },
  getPriceVersion: readers,
  change: { services: ['applier'], roles: ['operator'] },
  listRevisions: { services: everyService, roles: ['operator'] },
  restoreRevision: { services: ['applier'], roles: ['operator'] },
};

/**
 * Private addresses may be opened by the operator's file alone: by the applier, and by an admin who applies a file, which
 * shows in its content hash. Operators edit the catalog all day and cannot reach into the network with it.
 */
export function mayAllowPrivate(principal: Principal, contentHash: string): boolean {
  if (principal.kind === 'service') return principal.service === 'applier';
  return principal.role === 'admin' && contentHash !== '';
}

/** An operator of one tenant changes what that tenant owns: features of its own. The rest is everybody's. */
export function assertMayChange(principal: Principal, changes: readonly Change[]): void {
  if (runsPlatform(principal) || principal.kind === 'service') return;
  const isOwn = ({ change }: Change): boolean => change.case === 'putFeature' && change.value.tenant === principal.tenant;
  if (!changes.every(isOwn)) assertRunsPlatform(principal, 'the shared catalog');
}
