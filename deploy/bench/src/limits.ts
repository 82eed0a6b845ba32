// Named limits of the bench, each with the reason for its number.

/** The path runs at a third of its speed in its first second; after this, at the highest rate, it is nearly as fast as it gets. */
export const warmUpMs = 5_000;
/** What the previous rate left in queues is gone after this. */
export const settleMs = 1_500;
/** Long enough for a p99.9 of a few calls at the lowest rate, short enough for a coffee. */
export const measureMs = 15_000;
/** Calls that are not back by then count as failed, and nothing is waited for any longer. */
export const callTimeoutMs = 10_000;
/** A rate is borne when so many of its calls were answered within the measured time. */
export const borneShare = 0.98;
/** A cold machine installs a database before the run is up. */
export const readyWaitMs = 120_000;
export const stopWaitMs = 60_000;
/** The answer of the sandbox: about what a short chat answer has. */
export const answer = { inputTokens: 120, outputTokens: 60, chunks: 16 } as const;
/** Ticks of utime and stime in /proc: USER_HZ, which is 100 on every Linux that Node runs on (proc(5)). */
export const ticksPerSecond = 100;
/** Kept sockets of the HTTP generator: more than it ever has calls in flight on a machine that bears the rate. */
export const httpSocketsMax = 256;
