// How a service process ends.

/** Told to stop, and stopped cleanly. */
export const EXIT_OK = 0;

/** It failed, or would not stop cleanly. */
export const EXIT_FAILED = 1;

/** EX_CONFIG of sysexits.h: starting it again does not help before somebody changes the configuration. */
export const EXIT_CONFIG = 78;

/** 128 + the signal's number, as a shell reports a process that was killed: for a second signal, which does not wait. */
export const EXIT_FORCED: Readonly<Record<StopSignal, number>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

export type StopSignal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';
