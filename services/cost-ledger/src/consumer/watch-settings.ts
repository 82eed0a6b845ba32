// Notices settings of budgets that another replica changed.
import type { Changes } from '@switchyard/common/grpc';
import type { Clock } from '@switchyard/common/lifecycle';
import { budgetsPollMs } from '../limits.js';
import type { BudgetStore } from '../store/budget-store.js';

export function watchSettings({ budgets, changes, clock }: { budgets: BudgetStore; changes: Changes; clock: Clock }): { close(): Promise<void> } {
  const stop = new AbortController();
  const running = run();
  return {
    async close() {
      stop.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    let known: bigint | undefined;
    while (!stop.signal.aborted) {
      // While the database is away nobody can change a setting either.
      const revision = await budgets.revision().catch(() => known);
      if (known !== undefined && revision !== known) changes.notify();
      known = revision;
      await clock.sleep(budgetsPollMs, stop.signal).catch(() => {});
    }
  }
}
