// switchyard budgets: where they stand, and how they are set.
import { toJson } from '@bufbuild/protobuf';
import { BudgetSchema } from '@switchyard/proto/ledger/v1/budget';
import { Budgets, ListBudgetsResponseSchema } from '@switchyard/proto/ledger/v1/budgets_service';
import { checkTenant } from '../known-names.js';
import { callTimeoutMs, type Session } from '../session.js';
import { time, usdOfText } from '../show.js';
import { budgetChanges, budgetSettings, kindOf, type BudgetOptions } from './budget-settings.js';

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

/** Prints what changed, since what is not given stays. */
export async function setBudget(session: Session, name: string, options: BudgetOptions): Promise<void> {
  const { manage, output } = session;
  const { tenant } = options;
  await checkTenant(session, tenant);
  const { budgets } = await manage(Budgets).listBudgets({ tenant }, { timeoutMs: callTimeoutMs });
  const before = budgets.find(({ budget }) => budget?.name === name && budget.tenant === tenant)?.budget;
  const wanted = budgetSettings(name, options, before);
  const { budget: stored = wanted, changed } = await manage(Budgets).putBudget({ budget: wanted }, { timeoutMs: callTimeoutMs });
  if (output.isJson) return output.json({ changed, budget: toJson(BudgetSchema, stored), before: before === undefined ? undefined : toJson(BudgetSchema, before) });
  output.line(`${changed ? 'Set' : 'Unchanged'}: ${kindOf(wanted)} limit of ${usdOfText(wanted.limitPicousd)} USD a ${wanted.window} for ${tenant}.`);
  if (before !== undefined) for (const change of budgetChanges(before, wanted)) output.line(`  ${change}`);
  if (wanted.stopped) output.line('It is stopped and refuses all: --resume lets it take requests again.');
}
