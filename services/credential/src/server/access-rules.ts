// Who may call what. Services are known by certificate; the applier is whoever applies the declarative file.
import type { AccessRules } from '@switchyard/common/grpc';
import type { Access } from '@switchyard/proto/credential/v1/access_service';
import type { Credentials } from '@switchyard/proto/credential/v1/credentials_service';

const everyService = ['router', 'provider-adapter', 'catalog', 'health-monitor', 'cost-ledger', 'console', 'applier', 'cli'];

/** People see the names of keys and tenants; hashes go to services alone. */
export const accessRules: AccessRules<typeof Access> = {
  putTenant: { services: ['applier'], roles: ['admin'] },
  listTenants: { services: everyService, roles: ['viewer', 'operator', 'finance'] },
  createApiKey: { services: ['applier'], roles: ['admin'] },
  listApiKeys: { services: ['applier', 'console', 'cli'], roles: ['viewer', 'operator', 'finance'] },
  revokeApiKey: { services: ['applier'], roles: ['admin'] },
  watchKeys: { services: everyService },
  listAudit: { roles: ['admin'] },
};

export const credentialsRules: AccessRules<typeof Credentials> = {
  storeCredential: { services: ['applier'], roles: ['admin'] },
  // The one reader of provider keys. No role opens one, admin neither.
  useCredential: { services: ['provider-adapter'] },
  rotateCredential: { services: ['applier'], roles: ['admin'] },
  revokeCredential: { services: ['applier'], roles: ['admin'] },
  listCredentials: { services: everyService, roles: ['viewer', 'operator'] },
  watchCredentials: { services: everyService },
};
