// Limits of the embedded Postgres.

/** initdb takes a second or two; on a cold, slow disk a few more. */
export const INITDB_TIMEOUT_MS = 60_000;

/** Recovery after a kill replays at most max_wal_size; a minute does that on any disk. */
export const START_TIMEOUT_MS = 60_000;

/** How often the files of a starting or stopping server are looked at. */
export const POLL_MS = 20;

/** A fast shutdown ends all sessions and writes one checkpoint. */
export const FAST_STOP_TIMEOUT_MS = 15_000;

/** Then an immediate one, which writes nothing, and at last SIGKILL. */
export const IMMEDIATE_STOP_TIMEOUT_MS = 5_000;

/** Between choosing a free port and listening on it somebody else can take it; thrice in a row is no chance. */
export const PORT_TRIES_MAX = 3;

/** The processes of a killed server need a moment to see that it is gone; until then the data cannot be opened again. */
export const LEFTOVER_TRIES_MAX = 50;
export const LEFTOVER_WAIT_MS = 100;

/** Lines of the server's log that go into the error when it does not start. */
export const LOG_LINES_SHOWN_MAX = 12;

/**
 * Free ports are drawn from below those that systems give to outgoing connections (Linux: 32768 up, macOS: 49152 up): a
 * server that is killed must find its port free when it comes back, and a passing connection must not sit on it.
 */
export const FREE_PORT_MIN = 20_000;
export const FREE_PORT_MAX = 29_999;

/** So many taken ports in a row are no chance: listening itself does not work. */
export const FREE_PORT_TRIES_MAX = 50;
