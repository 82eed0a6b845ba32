// Limits of the test helpers.

/** The first suite that needs Postgres starts it, the others wait: initdb on a cold machine included. */
export const SHARED_POSTGRES_TIMEOUT_MS = 90_000;

export const POLL_MS = 25;

/** Due timers that set further timers, in one step of the clock; beyond it they would go round for ever. */
export const FAKE_TIMERS_PER_STEP_MAX = 100_000;
