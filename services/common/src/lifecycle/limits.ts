// Limits of starting and stopping.

/** Between "not serving" and the first closed door: two rounds of the kubelet's probe, until no load balancer sends new calls. */
export const DRAIN_DELAY_MS = 5_000;

/** What is in flight in one resource may take this long to finish: the longest default call (120 s) is cut, an ordinary one is not. */
export const DRAIN_TIMEOUT_MS = 30_000;

/** A close has nothing left to wait for but the network; longer than this, it hangs. */
export const CLOSE_TIMEOUT_MS = 10_000;

/** A start that is told to stop gets this long to notice, then what it had opened is closed without it. */
export const START_ABORT_TIMEOUT_MS = 10_000;

/** setTimeout counts in 32 bits; a longer wait is made of several. */
export const TIMER_MS_MAX = 2 ** 31 - 1;

/**
 * One Ctrl-C under npm arrives two or three times: from the terminal, and passed on by every process above. Within this
 * time a further signal is the same key press; a person who wants to force the end is slower.
 */
export const SAME_SIGNAL_MS = 500;
