// Limits of the local nats-server.

/** The oldest release whose JetStream has what the streams use. */
export const VERSION_MIN: readonly [major: number, minor: number] = [2, 12];

/** A large store is read before the server is ready. */
export const START_TIMEOUT_MS = 20_000;

/** It tells its clients to go elsewhere first, then closes its files. */
export const STOP_TIMEOUT_MS = 10_000;

export const POLL_MS = 10;

/** Twice what the journals' forwarders put into one message, so that its headers never matter; also the server's own default. */
export const MAX_PAYLOAD_BYTES = 1024 ** 2;
