// Limits of the database module.

/** A connection that is not up after this is not coming soon; callers with a deadline must learn it in time. */
export const CONNECT_TIMEOUT_MS = 5_000;

/** No statement of a service is meant to take longer; it ends in Postgres, so that it also lets go of its locks. */
export const STATEMENT_TIMEOUT_MS = 15_000;

/** On our side a query waits this much longer than the statement may take: only a dead network makes the difference. */
export const QUERY_GRACE_MS = 5_000;

/** A transaction whose client hangs holds its locks no longer than this. */
export const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** Ten connections keep two cores of Postgres busy; more only queue inside it. */
export const POOL_SIZE_MAX = 10;

/** A connection is replaced after half an hour, so that a failed-over or resized Postgres is found by all of the pool. */
export const CONNECTION_LIFETIME_S = 1_800;

/** Serialization failures and deadlocks pass when the other side is done; after eight tries in a row something is wrong. */
export const TRANSACTION_TRIES_MAX = 8;

/** Waits between such tries are drawn from 0 up to this, doubling from the base, so that the same two do not meet again. */
export const TRANSACTION_BACKOFF_BASE_MS = 5;
export const TRANSACTION_BACKOFF_CAP_MS = 500;

/** A migration gives up waiting for a table after this, because everybody else queues behind it meanwhile. */
export const MIGRATION_LOCK_TIMEOUT_MS = 5_000;

/** Tries of one migration that did not get its lock, before the start fails and is tried again from outside. */
export const MIGRATION_TRIES_MAX = 5;

/** Replicas that start together wait for the one that migrates. */
export const MIGRATION_TURN_TIMEOUT_MS = 120_000;

/** A held lock is checked this often; a leader whose connection is silently dead goes on for at most this and the next. */
export const LOCK_HEARTBEAT_MS = 2_000;
export const LOCK_HEARTBEAT_TIMEOUT_MS = 3_000;

/** How often a database that is not there yet is asked again. */
export const REACHABLE_RETRY_MS = 250;
