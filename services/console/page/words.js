// What codes, times and budgets are called on the page.

const outcomes = {
  succeeded: 'answered',
  incomplete: 'answered up to the cap',
  timed_out: 'took too long',
  truncated: 'broke off',
  unknown: 'unknown',
};

const reasons = {
  provider_network: 'provider not reachable',
  provider_timeout: 'provider took too long',
  provider_rate_limited: 'provider limits us',
  provider_overloaded: 'provider overloaded',
  no_candidate: 'no model fits',
  no_provider_up: 'no provider is up',
  provider_credential: 'provider refuses our key',
  provider_quota: 'quota at the provider is used up',
  provider_refused: 'provider refused it',
  cost_limit: 'over the cost limit',
  budget_exceeded: 'over the budget',
  context_too_long: 'prompt too long',
  deadline_exceeded: 'no time left',
};

/** A code that is not listed is read as the words it is made of. */
export const outcomeWords = (code) => reasons[code] ?? outcomes[code] ?? String(code).replaceAll('_', ' ');

/** With its date: a list of the last requests may reach back over days. */
export function timeWords(text) {
  const time = new Date(text);
  return time.toLocaleString(undefined, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

const windows = { day: 'a day', week: 'a week', month: 'a month' };

/** Two lines of a budget: whose it is and what it does, and how much of it is gone. */
export function budgetWords({ name, scope, tenant, window, hard, limit, posted, held }) {
  const title = name && name !== window ? `${name}, of ${tenant}` : scope && scope !== 'tenant' ? `${scope} of ${tenant}` : tenant;
  return {
    title: `${title}: ${limit} USD ${windows[window] ?? window}`,
    effect: hard ? 'refuses what does not fit' : 'alerts, refuses nothing',
    state: `${posted} USD spent${Number(held) > 0 ? `, ${held} USD held for calls under way` : ''}`,
  };
}
