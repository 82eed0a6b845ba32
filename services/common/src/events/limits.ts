// The limits of the bus, each with its reason.

// Messages per batch: what one booking transaction takes in without holding its locks for long.
export const batchMaxDefault = 100;

// Unacknowledged messages per durable: enough for several processes with a batch each.
export const maxAckPendingDefault = 1_000;

// A process that died is noticed after this; a slow handler is kept alive and needs no more.
export const ackWaitMsDefault = 30_000;

// A confirmation takes about a millisecond; in five seconds a cluster has elected a new leader.
export const publishTimeoutMsDefault = 5_000;

// How long connectEvents waits for the first connection, so that an ordinary start is in order. Longer
// would keep a service from starting while the broker is down, and answers must flow then.
export const firstConnectWaitMs = 2_000;

// One pull waits this long at the broker; shorter costs idle traffic, longer keeps dead pulls around.
export const pullExpiresMs = 5_000;

// Beyond its expiry a pull is given up: the broker restarted and has forgotten it.
export const pullGraceMs = 1_000;

// After a failed handler: from a hiccup's length to what a database restart takes.
export const handlerBackoffBaseMs = 100;
export const handlerBackoffMaxMs = 5_000;

// After a failed pull or set-up; the broker is away or its leader is being elected.
export const pullBackoffBaseMs = 50;
export const pullBackoffMaxMs = 2_000;

// Between two attempts to reach the broker. Two a second find it soon and do not hammer it.
export const reconnectWaitMs = 500;

// A connection that swallows everything is noticed after two missed answers.
export const pingIntervalMs = 10_000;
export const pingsOutMax = 2;

// What the embedded bus keeps of a stream; the journals publish again what it refuses.
export const embeddedBytesMax = 64 * 1024 ** 2;

// Usage stays at the broker this long, so that a ledger restored from backup can read it again.
export const usageMaxAgeMs = 14 * 24 * 60 * 60 * 1000;

// The other facts are repeated by their owners' stores; a week covers a long weekend.
export const factsMaxAgeMs = 7 * 24 * 60 * 60 * 1000;
export const factsBytesMax = 1024 ** 3;

// Within this window a batch that is published again is stored once. Beyond, the ledger's keys decide.
export const duplicateWindowMs = 2 * 60 * 1000;

// Usage subjects: enough to spread over ledgers, few enough that batches fill.
export const usageShards = 64;
