// The limits of forwarding, each with its reason.

// Facts per message: one booking transaction's worth.
export const factsPerMessageMax = 100;

// Bytes of facts per message, and of one record of a journal: well below the 1 MiB that a broker takes by default.
export const bytesPerMessageMax = 512 * 1024;

// What a broker counts beside the facts: the CloudEvent's headers, and a tag and a length before each fact.
export const messageOverheadBytes = 8 * 1024;

// Facts read at once: a round. A forwarder has two rounds in memory at most, one of new facts and one
// of repeated ones, however many wait on disk.
export const factsPerRoundMax = 800;
export const bytesPerRoundMax = 4 * 1024 ** 2;

// How long a first fact waits for company.
export const batchWaitMsDefault = 20;

// Between two rounds of asking the ledger.
export const sweepEveryMsDefault = 30_000;

// Ids per question to the ledger: about 30 KiB.
export const askIdsMax = 500;

// A fact that the ledger has not disposed of is published again after this, then at doubling
// intervals: an outage of the ledger must not fill the stream with copies.
export const republishAfterMsDefault = 60_000;
export const republishEveryMsMax = 60 * 60 * 1000;

// After a failed publish: from a leader election to a broker's restart.
export const publishBackoffBaseMsDefault = 50;
export const publishBackoffMaxMs = 5_000;

// Rounds that fail this often while the broker is connected are left to the sweep, so that one
// message that it never takes does not hold back all others.
export const triesPerRoundMax = 5;

// A watermark that stands still for longer than any request may take is stuck. Told again as often.
export const stuckAfterMs = 2 * 60 * 60 * 1000;

// The ledger stops waiting for a witness by its watermark; ten seconds are far below its patience of ten minutes.
export const watermarkEveryMsDefault = 10_000;

// What closing spends on publishing the rest; the journal keeps what remains.
export const closeFlushMs = 2_000;
