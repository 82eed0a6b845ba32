// switchyard budgets: where they stand, and how they are set.
import { toJson } from '@bufbuild/protobuf';
import { BudgetSchema } from '@switchyard/proto/ledger/v1/budget';
import { Budgets, ListBudgetsResponseSchema } from '@switchyard/proto/ledger/v1/budgets_service';
import { parseUsd } from '@switchyard/common/money';
import { checkTenant } from '../known-names.js';
import { callTimeoutMs, type Session } from '../session.js';
import { time, usdOfText } from '../show.js';

export async function listBudgets({ manage, output }: Session, tenant: string): Promise<void> {
  const answer = await manage(Budgets).listBudgets({ tenant }, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json(toJson(ListBudgetsResponseSchema, answer));
  output.table(
    ['name', 'tenant', 'scope', 'window', 'limit USD', 'spent', 'held', 'holds', 'suspect', 'kind', 'until'],
    answer.budgets.map(({ budget, postedPicousd, heldPicousd, openHolds, suspectHolds, windowEnd }) => [
      budget?.name ?? '', budget?.tenant ?? '', [budget?.scope, budget?.scopeId].filter(Boolean).join(' '), budget?.window ?? '', usdOfText(budget?.limitPicousd ?? '0'), usdOfText(postedPicousd), usdOfText(heldPicousd),
      String(openHolds), String(suspectHolds), budget?.stopped === true ? 'stopped' : budget?.hard === true ? 'hard' : 'soft', time(windowEnd),
    ]),
    'no budgets: nothing limits what is spent',
  );
}

export interface SetBudgetOptions {
  readonly tenant: string;
  readonly window: string;
  readonly limit: string;
  readonly hard: boolean;
  readonly scope: string;
  readonly scopeId?: string;
  readonly alertAt?: readonly number[];
}

export async function setBudget(session: Session, name: string, options: SetBudgetOptions): Promise<void> {
  const budget = {
    name, tenant: options.tenant, window: options.window, limitPicousd: parseUsd(options.limit).toString(), hard: options.hard, scope: options.scope, scopeId: options.scopeId ?? '', alertPercents: [...(options.alertAt ?? [])],
  };
  const { manage, output } = session;
  await checkTenant(session, options.tenant);
  const { budget: stored, changed } = await manage(Budgets).putBudget({ budget }, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json({ changed, budget: stored === undefined ? undefined : toJson(BudgetSchema, stored) });
  output.line(`${changed ? 'Set' : 'Unchanged'}: ${options.hard ? 'hard' : 'soft'} limit of ${options.limit} USD a ${options.window} for ${options.tenant}.`);
}
