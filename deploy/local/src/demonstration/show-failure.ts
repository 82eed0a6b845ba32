// A demonstration that failed: why, and what to do. Everything runs, so the run goes on and can be mended from outside.
import { isAppError, Reason } from '@switchyard/common/errors';
import type { Screen } from '../screen.js';

export function showFailedDemonstration(screen: Screen, error: unknown): void {
  screen.heading('The demonstration call failed');
  screen.line(`  ${error instanceof Error ? error.message : String(error)}`);
  for (const step of nextSteps(error)) screen.line(`  ${step}`);
  screen.line('  All services run, so this can be mended now; the next start makes the call again.');
}

function nextSteps(error: unknown): string[] {
  if (!isAppError(error)) return [];
  const { nextStep } = error.options;
  const own = nextStep === undefined ? [] : [nextStep];
  // Whoever runs everything on one machine is also who sets its budgets.
  if (error.reason === Reason.BUDGET_EXCEEDED) return [...own, '"npx switchyard budgets list --tenant dev" shows the budgets, and "npx switchyard budgets set <name> --tenant dev --limit <USD>" raises one.'];
  return [...own, '"npx switchyard status" shows which providers answer.'];
}
