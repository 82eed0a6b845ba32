// Limits of the config readers.

/** A wrong value is shown up to this length: enough to recognise a typing mistake, too short to flood a log with a pasted file. */
export const GIVEN_LENGTH_MAX = 80;

/** The highest TCP port there is. */
export const PORT_MAX = 65_535;

/** Durations end at 24 days: a longer one is a wrong unit, and timers of Node overflow at 2^31 ms, a little above it. */
export const DURATION_MS_MAX = 24 * 24 * 60 * 60 * 1000;
