// Budgets between the wire and the tables.
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { Budget, BudgetStateSchema, HoldSchema } from '@switchyard/proto/ledger/v1/budget';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { AppError, Reason } from '@switchyard/common/errors';
import { scopes, windows } from '../domain/covers.js';
import { idLengthMax } from '../limits.js';
import type { BudgetSettings, BudgetStateRow, ListedHold } from '../store/budget-store.js';
import type { BudgetRow } from '../store/tables.js';

const decimal = /^[0-9]{1,38}$/;
const subjectId = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Throws INVALID_ARGUMENT that names the field. */
export function settingsOf(budget: Budget | undefined): BudgetSettings {
  if (budget === undefined) throw new AppError(Reason.MISSING_FIELD, 'Say which budget.', { field: 'budget' });
  const { tenant, scope, scopeId, window, limitPicousd, stopPercent, alertPercents } = budget;
  check(subjectId.test(tenant), 'tenant', 'The tenant is a name such as acme.');
  check((scopes as readonly string[]).includes(scope), 'scope', `The scope is one of ${scopes.join(', ')}.`);
  check((scope === 'tenant') === (scopeId === ''), 'scope_id', scope === 'tenant' ? 'A budget of the whole tenant has no scope_id.' : `Say which ${scope} the budget is for.`);
  check((windows as readonly string[]).includes(window), 'window', `The window is one of ${windows.join(', ')}.`);
  check(decimal.test(limitPicousd), 'limit_picousd', 'The limit is a whole number of picodollars; 5 USD are 5000000000000.');
  check(alertPercents.every((percent) => percent > 0 && percent <= 1000), 'alert_percents', 'Thresholds are percents from 1 to 1000.');
  check(stopPercent >= 0 && stopPercent <= 1000, 'stop_percent', 'The stopping threshold is a percent up to 1000; 0 is never.');
  for (const [field, text] of Object.entries({ id: budget.id, name: budget.name, scope_id: scopeId })) check(text.length <= idLengthMax && !text.includes('\0'), field, `At most ${idLengthMax} characters.`);
  return {
    id: budget.id,
    tenant,
    name: budget.name,
    scope,
    scope_id: scopeId,
    window_kind: window,
    zone: zoneOf(budget.zone),
    limit_picousd: BigInt(limitPicousd).toString(),
    hard: budget.hard,
    alert_percents: [...new Set(alertPercents)].sort((one, other) => one - other),
    stopped: budget.stopped,
    stop_percent: stopPercent,
  };
}

export function messageOfBudget(row: BudgetRow) {
  return {
    id: row.id,
    tenant: row.tenant,
    scope: row.scope,
    scopeId: row.scope_id,
    window: row.window_kind,
    zone: row.zone,
    limitPicousd: row.limit_picousd,
    hard: row.hard,
    alertPercents: row.alert_percents,
    stopped: row.stopped,
    stopPercent: row.stop_percent,
    name: row.name,
  };
}

export function messageOfState(row: BudgetStateRow): MessageInitShape<typeof BudgetStateSchema> {
  return {
    budget: messageOfBudget(row),
    windowStart: timestampFromDate(row.window_start),
    windowEnd: timestampFromDate(row.window_end),
    postedPicousd: row.posted_picousd,
    heldPicousd: row.held_picousd,
    overrunPicousd: row.overrun_picousd,
    openHolds: row.open_holds,
    suspectHolds: row.suspect_holds,
  };
}

export function messageOfHold(row: ListedHold): MessageInitShape<typeof HoldSchema> {
  return {
    id: row.id,
    requestId: row.request_id,
    tenant: row.tenant,
    amountPicousd: BigInt(row.amount_picousd),
    state: row.state,
    owner: row.owner,
    openedAt: timestampFromDate(row.opened_at),
    deadline: timestampFromDate(row.deadline),
    reason: row.reason,
    budgetIds: row.budget_ids,
  };
}

function zoneOf(zone: string): string {
  if (zone === '') return 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new AppError(Reason.INVALID_FIELD, `${JSON.stringify(zone)} is not an IANA time zone such as Europe/Berlin.`, { field: 'budget.zone' });
  }
}

function check(isRight: boolean, field: string, sentence: string): void {
  if (!isRight) throw new AppError(Reason.INVALID_FIELD, sentence, { field: `budget.${field}` });
}
