// The Budgets API: translate, decide in the store, translate.
import { Budgets } from '@switchyard/proto/ledger/v1/budgets_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { Changes, serve, type ServedService } from '@switchyard/common/grpc';
import { budgetsAccess } from './access.js';

export function budgetsService({ changes }: { changes: Changes }): ServedService {
  const no = async () => {
    throw new AppError(Reason.FEATURE_NOT_BUILT, 'Budgets are not built yet.');
  };
  return serve(Budgets, {
    access: budgetsAccess,
    handlers: {
      hold: no, putBudget: no, deleteBudget: no, listHolds: no, writeOffHold: no,
      async listBudgets() { return { budgets: [] }; },
      watchBudgets: (_request, { signal }) => changes.frames(signal, (occasion) => ({ snapshot: occasion !== 'idle', budgets: [] })),
    },
  });
}
