// The Budgets API: translate, decide in the store, translate.
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Budgets, type HoldRequest } from '@switchyard/proto/ledger/v1/budgets_service';
import { AppError, Reason } from '@switchyard/common/errors';
import { serve, type Changes, type Handlers, type ServedService } from '@switchyard/common/grpc';
import { tenantScope, type Principal } from '@switchyard/common/identity';
import { idLengthMax } from '../limits.js';
import type { BudgetStore } from '../store/budget-store.js';
import type { HoldOrder, HoldStore } from '../store/hold-store.js';
import { budgetsAccess } from './access.js';
import { messageOfBudget, messageOfHold, messageOfState, settingsOf } from './budget-messages.js';
import { tellStoreErrors } from './store-errors.js';

export interface BudgetsServiceOptions {
  readonly budgets: BudgetStore;
  readonly holds: HoldStore;
  /** Wakes watchers; also told when another replica changed a setting. */
  readonly changes: Changes;
}

export function budgetsService({ budgets, holds, changes }: BudgetsServiceOptions): ServedService {
  /** Keys of one tenant do not learn that another tenant's records exist. */
  const assertOwn = (principal: Principal, tenant: string | undefined, what: string): void => {
    const scope = tenantScope(principal, '');
    if (tenant === undefined || (scope !== '' && scope !== tenant)) throw new AppError(Reason.NOT_FOUND, `There is no such ${what}.`, { field: 'id' });
  };
  return serve(Budgets, {
    access: budgetsAccess,
    handlers: tellStoreErrors<Handlers<typeof Budgets>>({
      async hold(request, { signal }) {
        const { isGranted, refusedBy, remainingPicoUsd, windowEnd, why } = await holds.take(orderOf(request), signal);
        return { granted: isGranted, refusedBy, remainingPicousd: remainingPicoUsd, windowEnd: windowEnd === undefined ? undefined : timestampFromDate(windowEnd), why };
      },
      async putBudget({ budget }, { principal }) {
        const settings = settingsOf(budget);
        tenantScope(principal, settings.tenant);
        const put = await budgets.put(settings);
        if (put.isChanged) changes.notify();
        return { budget: messageOfBudget(put.budget), changed: put.isChanged };
      },
      async deleteBudget({ id }, { principal }) {
        assertOwn(principal, await budgets.tenantOf(id), 'budget');
        await budgets.delete(id);
        changes.notify();
        return {};
      },
      async listBudgets({ tenant }, { principal }) {
        return { budgets: (await budgets.states(tenantScope(principal, tenant))).map(messageOfState) };
      },
      watchBudgets: (_request, { signal }) =>
        changes.frames(signal, async (occasion) => (occasion === 'idle' ? { snapshot: false } : { snapshot: true, budgets: (await budgets.all()).map(messageOfBudget) })),
      async listHolds({ tenant, state }, { principal }) {
        if (!['', 'open', 'suspect'].includes(state)) throw new AppError(Reason.INVALID_FIELD, 'The state is open or suspect; empty is both.', { field: 'state' });
        return { holds: (await budgets.holds({ tenant: tenantScope(principal, tenant), state })).map(messageOfHold) };
      },
      async writeOffHold({ id, reason }, { principal }) {
        if (reason.trim() === '') throw new AppError(Reason.MISSING_FIELD, 'Say why the hold is written off; it is kept.', { field: 'reason' });
        assertOwn(principal, await budgets.holdTenant(id), 'hold');
        const outcome = await budgets.writeOff({ id, reason });
        if (outcome === 'not_suspect') throw new AppError(Reason.CONFLICT, `The hold ${id} is not suspect.`, { code: 'FAILED_PRECONDITION', field: 'id', nextStep: 'ListHolds tells those that are.' });
        return {};
      },
    }, Reason.BUDGET_UNAVAILABLE),
  });
}

function orderOf(request: HoldRequest): HoldOrder {
  const { holdId, requestId, payer, totalPicousd, provider, deadline, owner } = request;
  if (payer === undefined || payer.tenant === '') throw new AppError(Reason.MISSING_FIELD, 'Somebody must pay.', { field: 'payer.tenant' });
  for (const [field, text] of Object.entries({ hold_id: holdId, request_id: requestId, owner })) {
    if (text === '') throw new AppError(Reason.MISSING_FIELD, `The hold needs a ${field}.`, { field });
  }
  // Holds share a transaction: a text that Postgres refuses would refuse its neighbours too.
  for (const [field, text] of Object.entries({ hold_id: holdId, request_id: requestId, owner, provider, 'payer.tenant': payer.tenant, 'payer.project': payer.project, 'payer.feature': payer.feature, 'payer.api_key': payer.apiKey })) {
    if (text.length > idLengthMax || text.includes('\0') || !text.isWellFormed()) throw new AppError(Reason.INVALID_FIELD, `At most ${idLengthMax} ordinary characters.`, { field });
  }
  if (totalPicousd < 0n) throw new AppError(Reason.INVALID_FIELD, 'The total is below zero.', { field: 'total_picousd' });
  if (deadline === undefined) throw new AppError(Reason.MISSING_FIELD, 'The hold needs the deadline of its request.', { field: 'deadline' });
  const { tenant, project, feature, apiKey } = payer;
  return { hold_id: holdId, request_id: requestId, tenant, project, feature, api_key: apiKey, provider, total: totalPicousd, owner, deadline: timestampDate(deadline) };
}
