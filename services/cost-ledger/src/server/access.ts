// Who may call what.
import type { AccessRules } from '@switchyard/common/grpc';
import type { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import type { Ledger } from '@switchyard/proto/ledger/v1/ledger_service';

/** Services that act for people: the console with its own checks, and the applier of the declarative file. */
const management = ['console', 'applier'];
const seeing = { services: management, roles: ['viewer', 'operator', 'finance'] } as const;
const deciding = { services: management, roles: ['finance'] } as const;

export const ledgerAccess: AccessRules<typeof Ledger> = {
  getRequest: { ...seeing, services: [...management, 'router'] },
  listRequests: seeing,
  listEntries: seeing,
  reportUsage: { ...seeing, services: [...management, 'router', 'health-monitor', 'catalog'] },
  export: seeing,
  // Whoever keeps a journal asks what it may forget.
  disposed: { services: ['router', 'provider-adapter', 'health-monitor'] },
  listParked: { services: management, roles: ['admin'] },
  redriveParked: { services: management, roles: ['admin'] },
};

export const budgetsAccess: AccessRules<typeof Budgets> = {
  hold: { services: ['router'] },
  watchBudgets: { services: ['router', 'console'] },
  putBudget: deciding,
  deleteBudget: deciding,
  listBudgets: seeing,
  listHolds: seeing,
  writeOffHold: deciding,
};
