// What a budget becomes: as it stands, but for what the command says. A new one starts from what is usual.
import { create } from '@bufbuild/protobuf';
import { BudgetSchema, type Budget } from '@switchyard/proto/ledger/v1/budget';
import { usdOfText } from '../show.js';

/** undefined, for each, leaves a budget that is there as it is. */
export interface BudgetOptions {
  readonly tenant: string;
  readonly window?: string;
  /** Picodollars. */
  readonly limit?: bigint;
  readonly hard?: boolean;
  readonly soft?: boolean;
  readonly scope?: string;
  readonly scopeId?: string;
  readonly alertAt?: readonly number[];
  /** Lets a stopped budget take requests again. */
  readonly resume?: boolean;
}

/** Throws when a new budget is given no limit. */
export function budgetSettings(name: string, options: BudgetOptions, before: Budget | undefined): Budget {
  const { tenant, limit } = options;
  if (before === undefined && limit === undefined) throw new Error(`There is no budget "${name}" of ${tenant}; a new one needs --limit, such as --limit 5.00.`);
  const start = before ?? create(BudgetSchema, { name, tenant, window: 'day', scope: 'tenant' });
  const scope = options.scope ?? start.scope;
  // The name says which budget it is; an id could bring back one that was deleted meanwhile.
  return create(BudgetSchema, {
    ...start,
    id: '',
    window: options.window ?? start.window,
    limitPicousd: limit === undefined ? start.limitPicousd : limit.toString(),
    hard: options.hard === true || (options.soft !== true && start.hard),
    scope,
    // A project's name is no feature's: what another scope covers is said anew.
    scopeId: options.scopeId ?? (scope === start.scope ? start.scopeId : ''),
    alertPercents: options.alertAt === undefined ? start.alertPercents : [...options.alertAt],
    stopped: options.resume !== true && start.stopped,
  });
}

/** A line for each setting that is not as it was. */
export function budgetChanges(before: Budget, after: Budget): string[] {
  return Object.entries(shown(after)).flatMap(([setting, now]) => {
    const was = shown(before)[setting];
    return was === now ? [] : [`${setting}: ${was} -> ${now}`];
  });
}

export function kindOf({ hard }: Pick<Budget, 'hard'>): string {
  return hard ? 'hard' : 'soft';
}

function shown(budget: Budget): Readonly<Record<string, string>> {
  const { window, limitPicousd, scope, scopeId, alertPercents, stopped } = budget;
  return {
    limit: `${usdOfText(limitPicousd)} USD`,
    window,
    kind: kindOf(budget),
    scope: [scope, scopeId].filter((text) => text !== '').join(' '),
    'alert at': alertPercents.map((percents) => `${percents} %`).join(', ') || 'no threshold',
    state: stopped ? 'stopped' : 'running',
  };
}
