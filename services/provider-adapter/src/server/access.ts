// Who may call what: only the router pays, others look.
import type { ProviderAdapter } from '@switchyard/proto/provider/v1/provider_service';
import type { AccessRules } from '@switchyard/common/grpc';

const lookers = ['router', 'health-monitor', 'catalog', 'credential', 'cost-ledger', 'console', 'applier'];

export const access: AccessRules<typeof ProviderAdapter> = {
  complete: { services: ['router'] },
  embed: { services: ['router'] },
  generateImage: { services: ['router'] },
  analyzeImage: { services: ['router'] },
  stream: { services: ['router'] },
  submitBatch: { services: ['router'] },
  getBatch: { services: ['router'] },
  findBatch: { services: ['router'] },
  cancelBatch: { services: ['router'] },
  collectBatch: { services: ['router'] },
  listProviders: { services: lookers, roles: ['viewer', 'operator', 'finance'] },
  listModels: { services: lookers, roles: ['viewer', 'operator'] },
  // Probes cost money, and are booked to the tenant switchyard.
  probe: { services: ['health-monitor', 'console'], roles: ['operator'] },
};
